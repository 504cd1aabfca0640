"""The nginx of `docs/server` as it stands, with a certificate made for the test: two stand-ins for the dashboard tell what came to them."""

import http.client
import json
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from functools import reduce
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bench.servers import free_port

CONFIGURATION = Path(__file__).parents[1] / "docs" / "server" / "nginx.conf"
NAME = "kinhteso.noi-bo"
pytestmark = pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")), reason="no nginx or no openssl on this machine"
)


class Told(BaseHTTPRequestHandler):
    """Answers with its port, the host that was asked for, and whether a socket was."""

    def do_GET(self) -> None:
        said = {"port": self.server.server_port, "host": self.headers["Host"], "upgrade": self.headers["Upgrade"],
                "connection": self.headers["Connection"]}  # fmt: skip
        self.send_response(200)
        self.send_header("Set-Cookie", "_streamlit_xsrf=1; Path=/")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing is said."""


@pytest.fixture(scope="module")
def ports(tmp_path_factory) -> Iterator[dict[str, int]]:
    """nginx as the file has it, at ports and with a certificate of its own: `plain` and `tls`."""
    folder = tmp_path_factory.mktemp("nginx")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", folder / "tls.key",
                    "-out", folder / "tls.crt"], check=True, capture_output=True)  # fmt: skip
    with ExitStack() as stack:
        behind = [ThreadingHTTPServer(("127.0.0.1", 0), Told) for _ in range(2)]
        for one in behind:
            Thread(target=one.serve_forever, args=(0.01,), daemon=True).start()
            stack.callback(one.shutdown)
        found = {"plain": free_port(), "tls": free_port(), "folder": folder}
        changed = {
            "127.0.0.1:8501;": f"127.0.0.1:{behind[0].server_port};",
            "127.0.0.1:8502;": f"127.0.0.1:{behind[1].server_port};",
            "listen 80": f"listen 127.0.0.1:{found['plain']}",
            "listen 443": f"listen 127.0.0.1:{found['tls']}",
            "/etc/langson": str(folder),
            "rate=50r/s": "rate=1r/m",  # however fast this machine is, what is let through is the burst
        }
        written = reduce(lambda text, pair: text.replace(*pair), changed.items(), CONFIGURATION.read_text("utf-8"))
        (folder / "nginx.conf").write_text(written, encoding="utf-8")
        command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
        # The first process goes when nginx listens.
        subprocess.run([*command, "-g", f"pid {folder}/nginx.pid;"], check=True, capture_output=True)
        stack.callback(subprocess.run, [*command, "-g", f"pid {folder}/nginx.pid;", "-s", "stop"], capture_output=True)
        yield found


class Named(http.client.HTTPSConnection):
    """A connection to a name that no name server knows."""

    def __init__(self, ports: dict, name: str = NAME, source: str = "127.0.0.1"):
        super().__init__(name, ports["tls"], context=ssl.create_default_context(cafile=ports["folder"] / "tls.crt"))
        self._source = source

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=10, source_address=(self._source, 0))
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


def asked(
    ports: dict,
    path: str = "/",
    method: str = "GET",
    body: bytes | None = None,
    source: str = "127.0.0.1",
    **headers: str,
):
    connection = Named(ports, source=source)
    connection.request(method, path, body, {"Host": NAME, **headers})
    answer = connection.getresponse()
    return answer, answer.read()


def test_nothing_is_told_without_tls(ports):
    plain = http.client.HTTPConnection("127.0.0.1", ports["plain"], timeout=10)
    plain.request("GET", "/unit?unit=189", headers={"Host": NAME})
    answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/unit?unit=189")


def test_every_answer_asks_for_tls_from_now_on_and_cookies_go_over_it_alone(ports):
    answer, _ = asked(ports)
    assert answer.status == 200 and "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    cookies = answer.headers.get_all("Set-Cookie")
    assert len(cookies) == 2 and all("secure" in cookie.lower() for cookie in cookies)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "evil.example"])
def test_a_forged_host_gets_nothing(host, ports):
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        asked(ports, Host=host)
    plain = http.client.HTTPConnection("127.0.0.1", ports["plain"], timeout=10)
    plain.request("GET", "/", headers={"Host": host})
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        plain.getresponse()


def test_another_name_gets_no_certificate(ports):
    with pytest.raises(ssl.SSLError):
        Named(ports, "evil.example").connect()


def test_a_visitor_stays_with_one_process_and_two_processes_are_used(ports):
    first = {}
    for _ in range(20):
        answer, told = asked(ports)
        mark = next(one for one in answer.headers.get_all("Set-Cookie") if one.startswith("visitor=")).split(";")[0]
        first[mark] = json.loads(told)["port"]
    assert len(first) == 20 and len(set(first.values())) == 2
    assert {mark: json.loads(asked(ports, Cookie=mark)[1])["port"] for mark in first} == first


@pytest.mark.parametrize("path", ["/_stcore/stream", "/static/a.js"])
def test_the_dashboard_hears_its_own_name_and_the_wish_for_a_socket(path, ports):
    told = json.loads(asked(ports, path, Upgrade="websocket", Connection="Upgrade")[1])
    assert (told["host"], told["upgrade"], told["connection"]) == (NAME, "websocket", "upgrade")


def test_only_files_of_the_week_may_be_large(ports):
    large = b"0" * 2_000_000
    assert asked(ports, "/unit", "PUT", large)[0].status == 413
    assert asked(ports, "/_stcore/upload_file/session/file", "PUT", large)[0].status == 200


def test_health_is_told_to_this_machine(ports):
    assert asked(ports, "/health")[0].status == 200
    assert asked(ports, "/health", source="127.0.0.2")[0].status == 403


def test_one_address_does_not_take_all(ports):
    connection = Named(ports, source="127.0.0.3")
    statuses = []
    for _ in range(402):
        connection.request("GET", "/", headers={"Host": NAME})
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    assert statuses == [200] * 401 + [429] and asked(ports)[0].status == 200
