"""What every request passes before Streamlit answers it, and what every answer carries: origin, sizes, uploads, headers."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_QUERY = 4_000  # bytes of an address
LARGEST_MESSAGE = 1_000_000  # bytes of what a browser says over its socket: choices and words, never files
UPLOADS = "/_stcore/upload_file/"
CLOSED = ("/_stcore/metrics", "/_stcore/metrics/")  # what a server tells of itself, to nobody over the network
LASTING = "/app/static/shapes/"  # files whose name changes with what they hold
YEAR = "public, max-age=31536000, immutable"

_uploaders: set[str] = set()


def let_upload(session: str) -> None:
    """From now on this session may put files up: its viewer has been shown the page of loading."""
    _uploaders.add(session)


def policy(portal: str) -> str:
    """Nothing is loaded from elsewhere, nothing is sent elsewhere; only the office's portal, if any, may frame a page."""
    rules = {
        "default-src": "'self'",
        # Ours stand in the page beside the words they speak, the unit box comes as a blob, and what measures a page from
        # outside evaluates. What came from a file or an address is never script: it is escaped where it is written.
        "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src": "'self' 'unsafe-inline'",  # Streamlit writes its styles into the page
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": portal or "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def headers(portal: str) -> dict[str, str]:
    """What every answer carries. `portal` is the origin of a portal that may show pages in a frame; empty for none."""
    told = {
        "Content-Security-Policy": policy(portal),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return told if portal else {**told, "X-Frame-Options": "DENY"}


class Gate:
    """Middleware. Refuses what no browser of ours sends; hosts are `TrustedHostMiddleware`'s."""

    def __init__(self, app: ASGIApp, portal: str, largest_upload: int):
        self._app, self._headers, self._largest = app, headers(portal), largest_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = self._refusal(scope)
        app = PlainTextResponse("", status) if status else self._app
        await app(scope, receive, self._dressed(scope["path"], send))

    def _refusal(self, scope: Scope) -> int:
        """The status of a request that is not answered; 0 for one that is."""
        said, path = Headers(scope=scope), scope["path"]
        if path.endswith(CLOSED):
            return 404
        if len(scope["query_string"]) > LONGEST_QUERY:
            return 414
        if scope["method"] not in ("GET", "HEAD", "OPTIONS") and not _is_same_origin(said):
            return 403
        return self._refused_upload(scope, said) if UPLOADS in path and scope["method"] in ("PUT", "POST") else 0

    def _refused_upload(self, scope: Scope, said: Headers) -> int:
        """A file goes up for a session that may, and says beforehand how large it is."""
        session = scope["path"].split(UPLOADS, 1)[1].split("/")[0]
        if session not in _uploaders:
            return 403
        size = said.get("content-length", "")
        if not size.isdecimal():
            return 411
        return 413 if int(size) > self._largest else 0

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_same_origin(Headers(scope=scope)) or len(scope["query_string"]) > LONGEST_QUERY:
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, _bounded(receive), send)

    def _dressed(self, path: str, send: Send) -> Send:
        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                carried = MutableHeaders(scope=message)
                carried.update(self._headers)
                if LASTING in path:
                    carried["Cache-Control"] = YEAR
            await send(message)

        return dressed


def _is_same_origin(said: Headers) -> bool:
    """Browsers always say where a request comes from; what does not is none of ours."""
    return bool(said.get("origin")) and urlsplit(said["origin"]).netloc == said.get("host")


def _bounded(receive: Receive) -> Callable[[], Awaitable[Message]]:
    """A message that is too large ends the session that sent it."""

    async def bounded() -> Message:
        message = await receive()
        said = message.get("bytes") or message.get("text") or ""
        return {"type": "websocket.disconnect", "code": 1009} if len(said) > LARGEST_MESSAGE else message

    return bounded
