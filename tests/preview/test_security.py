"""What the server refuses: other names, other sites, writes without the token, and all files but its own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportgen.live.live_project import LiveProject, Wanted
from reportgen.preview import pictures
from reportgen.preview.app import make_app
from reportgen.preview.desk import Desk
from reportgen.preview.events import Events
from reportgen.preview.security import MOST_BYTES, Rules
from reportgen.preview.server import listening
from tests.preview.conftest import ADDRESS, PORT, Shown, no_office

WRITES = ("/api/correct", "/api/sign", "/api/term", "/api/try", "/api/print", "/api/open")


@pytest.fixture
def client(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A server whose project nobody has built."""
    monkeypatch.setattr(pictures, "find_libreoffice", no_office)
    events = Events()
    desk = Desk(LiveProject(root, tmp_path / "out", Wanted()), events)
    return TestClient(make_app(desk, events, Rules(PORT, "secret")), base_url=ADDRESS)


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", ""])
def test_another_name_is_no_name_of_this_server(client: TestClient, host: str) -> None:
    """A site whose name leads here since a moment ago reads nothing."""
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_all_names_of_this_computer_do(client: TestClient, name: str) -> None:
    """Whatever is typed in the browser."""
    assert client.get("/", headers={"host": f"{name}:{PORT}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("address", ["/", "/api/state", "/events", "/assets/page.css"])
def test_another_site_gets_no_answer(client: TestClient, headers: dict[str, str], address: str) -> None:
    """Neither to read nor to embed."""
    assert client.get(address, headers=headers).status_code == 403


@pytest.mark.parametrize("address", WRITES)
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": ADDRESS}, 403),
        ({"origin": ADDRESS, "x-reportgen-token": "guess"}, 403),
        ({"x-reportgen-token": "secret"}, 403),
        ({"origin": ADDRESS, "x-reportgen-token": "secret", "content-type": "text/plain"}, 415),
        ({"origin": ADDRESS, "x-reportgen-token": "secret", "content-type": "application/json"}, 400),
    ],
)
def test_a_write_needs_the_token_the_origin_and_json(
    client: TestClient, address: str, headers: dict[str, str], status: int
) -> None:
    """A form of another site can send none of them."""
    assert client.post(address, content=b"[]", headers=headers).status_code == status


def test_a_request_that_is_too_long_is_refused(client: TestClient) -> None:
    """Whether it says so or not."""
    headers = {"origin": ADDRESS, "x-reportgen-token": "secret", "content-type": "application/json"}
    assert client.post("/api/correct", content=b" " * (MOST_BYTES + 1), headers=headers).status_code == 413
    parts = (b" " * 4096 for _ in range(MOST_BYTES // 4096 + 2))
    assert client.post("/api/correct", content=parts, headers=headers).status_code == 413


@pytest.mark.parametrize("address", ["/", "/api/state", "/nothing", "/assets/page.css"])
def test_every_answer_says_that_nothing_is_run_or_embedded(client: TestClient, address: str) -> None:
    """Errors too."""
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_the_page_has_its_token_and_no_script_of_its_own(client: TestClient) -> None:
    """Scripts are files, so that the policy can forbid all others."""
    text = client.get("/").text
    assert 'content="secret"' in text
    assert "<script>" not in text
    assert "style=" not in text


TRAVERSALS = [
    "../app.py", "..%2fapp.py", "%2e%2e/app.py", "....//app.py", "..\\app.py", "%2fetc%2fpasswd", "/etc/passwd",
    "page.css%00.js", "page.css/", ".", "", "views/../../app.py",
]  # fmt: skip


@pytest.mark.parametrize("name", TRAVERSALS)
@pytest.mark.parametrize("folder", ["assets", "download"])
def test_only_shipped_and_built_files_are_served(client: TestClient, folder: str, name: str) -> None:
    """A name is looked up among those that are there, and never made a path."""
    assert client.get(f"/{folder}/{name}").status_code in (400, 404)


def _asked(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        connection.settimeout(10)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
            if b"\r\n\r\n" in answer and not request.startswith(b"GET /events"):
                break
        return answer


@pytest.fixture
def served(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server that listens."""
    import uvicorn

    monkeypatch.setattr(pictures, "find_libreoffice", no_office)
    with listening(0) as listener:
        port: int = listener.getsockname()[1]
        events = Events()
        desk = Desk(LiveProject(root, tmp_path / "out", Wanted()), events)
        config = uvicorn.Config(make_app(desk, events, Rules(port, "secret")), log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield port
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", b"200"),
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"421"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: evil.example\r\n\r\n", b"4"),
        (b"GET / HTTP/1.0\r\n\r\n", b"4"),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"4"),
        (b"GET /assets/../app.py HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", b"404"),
        (b"GET /download/../../content/meeting.yaml HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", b"404"),
        (b"GET /download/..%%2f..%%2fcontent/meeting.yaml HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", b"404"),
    ],
)
def test_raw_requests_meet_the_same_rules(served: int, request_line: bytes, status: bytes) -> None:
    """As no browser sends them."""
    request = request_line % served if b"%d" in request_line else request_line
    first = _asked(served, request).split(b"\r\n")[0]
    assert first.split()[1].startswith(status), first


def test_it_listens_on_this_computer_alone() -> None:
    """Its socket has no other address."""
    with listening(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_a_script_in_the_content_is_text(shown: Shown) -> None:
    """It arrives as it was typed, in JSON, and nowhere else."""
    path = shown.root / "content/sectors/finance.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("smoothly", "<script>alert(1)</script>&amp;", 1), encoding="utf-8")
    typed = "<script>alert(1)</script>&amp;"
    shown.wait(lambda state: typed in shown.client.get("/api/pack/finance/deck").text)
    assert shown.client.get("/api/pack/finance/deck").headers["content-type"] == "application/json"
    assert "<script>alert" not in shown.client.get("/").text
