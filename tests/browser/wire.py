"""What travels: a passage between browser and server that counts the bytes a page's socket brings."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

_SOCKET = b"/_stcore/stream"
_CHUNK = 65536


class Wire:
    """`address` leads to the server; `brought` counts the bytes that came on sockets since it was set to 0."""

    def __init__(self, address: str):
        self.brought = 0
        self._server = (urlsplit(address).hostname, urlsplit(address).port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        while True:
            try:
                browser, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(browser,), daemon=True).start()

    def _join(self, browser: socket.socket) -> None:
        """The first line of a connection tells whether it is a page's socket or a file."""
        server = socket.create_connection(self._server)
        asked = browser.recv(_CHUNK)
        server.sendall(asked)
        back = threading.Thread(target=self._carry, args=(server, browser, _SOCKET in asked), daemon=True)
        back.start()
        self._carry(browser, server, False)

    def _carry(self, source: socket.socket, target: socket.socket, is_counted: bool) -> None:
        try:
            while chunk := source.recv(_CHUNK):
                if is_counted:
                    self.brought += len(chunk)
                target.sendall(chunk)
        except OSError:
            pass
        for end in (source, target):
            end.close()

    def close(self) -> None:
        self._door.close()


@contextmanager
def counted(address: str) -> Iterator[Wire]:
    wire = Wire(address)
    try:
        yield wire
    finally:
        wire.close()
