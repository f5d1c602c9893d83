"""Over TLS on loopback: trust is asked for, the certificate's digest kept, and the deadline holds there too."""

from __future__ import annotations

import hashlib
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests.adapters

from tests.captures.conftest import SITE
from verifier.captures import Fetcher, Store
from verifier.records.capture import CaptureState
from verifier.settings import Settings

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


class Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    over = threading.Event()

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/robots.txt" else 200)
        if self.path == "/drip":
            self.end_headers()
            while not self.over.wait(0.05):
                self.wfile.write(b"x")
            return
        body = b"<p>words</p>"
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", str(path), "-out", str(path) + ".crt"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert made.returncode == 0
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@pytest.fixture
def mirror(certificate: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Pages.over.clear()
    yield f"https://localhost:{server.server_address[1]}"
    Pages.over.set()
    server.shutdown()
    server.server_close()


def fetcher(mirror: str, store: Store, **told: float) -> Fetcher:
    return Fetcher(Settings(mirrors={"archive.example": mirror}, pace=0, **told), store)  # type: ignore[arg-type]


def test_a_certificate_nobody_vouches_for_is_refused_and_asked_once(mirror: str, store: Store) -> None:
    capture = fetcher(mirror, store).fetch(f"{SITE}/doc")
    assert capture.state is CaptureState.UNREACHABLE
    assert "TLS" in capture.reason


class TestTrusted:
    @pytest.fixture(autouse=True)
    def trust(self, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", f"{certificate}.crt")

    def test_the_digest_of_its_certificate_is_kept(self, mirror: str, store: Store, certificate: Path) -> None:
        capture = fetcher(mirror, store).fetch(f"{SITE}/doc")
        leaf = ssl.PEM_cert_to_DER_cert(Path(f"{certificate}.crt").read_text())
        assert capture.usable
        assert capture.tls_sha256 == hashlib.sha256(leaf).hexdigest()
        assert capture.peer == "127.0.0.1"

    def test_the_deadline_hangs_up(self, mirror: str, store: Store) -> None:
        capture = fetcher(mirror, store, deadline=1.0).fetch(f"{SITE}/drip")
        assert (capture.state, capture.truncated) == (CaptureState.UNREACHABLE, "deadline")
