"""What the gate lets through to the dashboard, and what every answer carries."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from pages.screen import gate, serve

HERE = {"host": "kinhteso.noi-bo", "origin": "http://kinhteso.noi-bo"}


async def answered(request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def echoed(socket) -> None:
    await socket.accept()
    await socket.send_text(str(len(await socket.receive_text())))


@pytest.fixture
def client(monkeypatch) -> TestClient:
    monkeypatch.setattr(gate, "_uploaders", {"steward"})
    inner = Starlette(
        routes=[
            WebSocketRoute("/_stcore/stream", echoed),
            Route("/{path:path}", answered, methods=["GET", "POST", "PUT", "DELETE"]),
        ]
    )
    return TestClient(gate.Gate(inner, portal="", largest_upload=10))


def test_every_answer_forbids_frames_and_what_lies_elsewhere(client):
    for path in ("/", "/_stcore/metrics", f"/?{'x' * 5000}"):
        carried = client.get(path).headers
        rules = dict(rule.split(" ", 1) for rule in carried["content-security-policy"].split("; "))
        assert rules["frame-ancestors"] == "'none'" and carried["x-frame-options"] == "DENY"
        assert rules["img-src"] == "'self' data: blob:" and rules["connect-src"] == rules["default-src"] == "'self'"
        assert carried["x-content-type-options"] == "nosniff"
        assert not any("http" in value or "*" in value for value in rules.values())


def test_the_portal_of_an_office_alone_may_frame_a_page():
    carried = gate.headers("https://cong.langson.example")
    assert "frame-ancestors https://cong.langson.example" in carried["Content-Security-Policy"]
    assert "X-Frame-Options" not in carried


def test_what_never_changes_is_kept_for_a_year_and_nothing_else(client):
    assert "immutable" in client.get("/app/static/shapes/communes_2021.f1859ee8.geojson").headers["cache-control"]
    for path in ("/map", "/app/static/fonts/BeVietnamPro-Regular.ttf"):
        assert "cache-control" not in client.get(path).headers


@pytest.mark.parametrize(
    ("method", "path", "said", "status"),
    [
        ("GET", "/map", {}, 200),
        ("GET", "/_stcore/metrics", {}, 404),
        ("GET", "/kinh-te-so/_stcore/metrics", {}, 404),
        ("PUT", "/kinh-te-so/_stcore/upload_file/viewer/1", HERE, 403),
        ("GET", f"/?{'x' * 4001}", {}, 414),
        ("POST", "/_stcore/anything", HERE, 200),
        ("POST", "/_stcore/anything", {}, 403),
        ("POST", "/_stcore/anything", {**HERE, "origin": "http://evil.example"}, 403),
        ("POST", "/_stcore/anything", {**HERE, "origin": "http://kinhteso.noi-bo:81"}, 403),
        ("PUT", "/_stcore/upload_file/steward/1", HERE, 200),
        ("PUT", "/_stcore/upload_file/viewer/1", HERE, 403),
        ("PUT", "/_stcore/upload_file/viewer/steward", HERE, 403),
        ("PUT", "/_stcore/upload_file/steward/1", {**HERE, "origin": "null"}, 403),
    ],
)
def test_a_request_passes_or_not(client, method, path, said, status):
    content = b"0123456789" if method != "GET" else None
    assert client.request(method, path, headers=said, content=content).status_code == status


def test_a_file_that_is_too_large_or_of_no_told_size_is_not_taken(client):
    place = "/_stcore/upload_file/steward/1"
    assert client.put(place, headers=HERE, content=b"x" * 11).status_code == 413
    assert client.put(place, headers=HERE, content=iter([b"x"])).status_code == 411


def test_a_socket_opens_for_pages_of_the_same_host_and_port_alone(client):
    with client.websocket_connect("/_stcore/stream", headers=HERE) as socket:
        socket.send_text("x" * 10)
        assert socket.receive_text() == "10"
    for said in ({"host": "kinhteso.noi-bo"}, {**HERE, "origin": "http://evil.example"}, {**HERE, "origin": "null"}):
        with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream", headers=said):
            pass


def test_a_message_that_is_too_large_ends_its_session(client):
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream", headers=HERE) as socket:
        socket.send_text("x" * (gate.LARGEST_MESSAGE + 1))
        socket.receive_text()


@pytest.mark.parametrize(("name", "hosts"), [("localhost", 3), ("kinhteso.noi-bo", 4)])
def test_the_dashboard_answers_to_its_own_names_alone(name, hosts):
    assert len(serve.hosts({"browser.serverAddress": name})) == hosts and "*" not in serve.hosts(
        {"browser.serverAddress": name}
    )


@pytest.mark.parametrize(
    ("arguments", "starts"),
    [
        ([], True),
        (["--server.address", "127.0.0.1"], True),
        (["--server.address", "0.0.0.0"], False),
        (["--server.address", "0.0.0.0", "--browser.serverAddress", "localhost"], False),
        (["--server.address", "localhost", "--browser.serverAddress", "kinhteso.noi-bo"], False),
        (["--server.address", "192.168.1.5"], False),
    ],
)
def test_a_server_for_the_network_starts_only_where_people_sign_in(arguments, starts):
    assert (serve.refused(serve.options(arguments)) == "") == starts


def test_options_of_the_server_are_streamlits_own():
    asked = serve.options(["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.port", "8502"])
    assert (asked["server.headless"], asked["browser.gatherUsageStats"], asked["server.port"]) == (True, False, 8502)
    with pytest.raises(SystemExit):
        serve.options(["--server.headless"])
