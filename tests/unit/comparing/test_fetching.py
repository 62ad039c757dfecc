"""Contracts from standard input, and from the web within limits."""

from __future__ import annotations

import datetime as dt
import io
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from scripts.comparing import fetching
from scripts.comparing.command import parse
from tests.unit.comparing.conftest import Compare
from tests.unit.engine.comparison.shop import TEXT

Serve = Callable[[BaseHTTPRequestHandler], None]
NARROWED = TEXT.replace("maxLength: 40", "maxLength: 9")


def certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "here")])
    now = dt.datetime.now(tz=dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files


class Site:
    """A server of files, which notes what it is asked."""

    def __init__(self, port: int) -> None:
        self.url = f"https://127.0.0.1:{port}"
        self.pages: dict[str, bytes | Serve] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    public, private = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            made.asked.append((self.path, headers))
            page = made.pages.get(self.path)
            if callable(page):
                page(self)
                return
            self.send_response(404 if page is None else 200)
            self.end_headers()
            self.wfile.write(page or b"")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(public, private)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        made = Site(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def redirecting(to: str) -> Serve:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", to)
        request.end_headers()

    return answer


def test_standard_input(compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (("old.yaml", "-"), ("-", "old.yaml")):
        data = io.BytesIO(NARROWED.encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
        assert compare(None, *arguments)[0] == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{")))
    assert compare(None, "-", "old.yaml")[2].startswith("stdin:2:1: error")
    with pytest.raises(SystemExit):
        parse(["-", "-"])


def test_a_url(compare: Compare, site: Site) -> None:
    site.pages["/api/shop.yaml?raw=1"] = NARROWED.encode()
    url = f"{site.url}/api/shop.yaml?raw=1"
    status, _, err = compare(None, "old.yaml", url)
    assert (status, "--allow-fetch" in err) == (2, True)
    assert site.asked == []
    status, out, err = compare(None, "old.yaml", url, "--allow-fetch")
    assert (status, err) == (1, "")
    assert f"{site.url}/api/shop.yaml:77  request-max-length-narrowed" in out
    [(_, headers)] = site.asked
    assert not {"authorization", "cookie", "x-api-key"} & headers.keys()


def test_a_contract_of_several_files(compare: Compare, site: Site) -> None:
    root = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n"
    root += "  /a: {$ref: '../parts/a.yaml'}\n"
    site.pages["/api/root.yaml"] = root.encode()
    site.pages["/parts/a.yaml"] = b"get: {responses: {'200': {description: A}}}\n"
    url = f"{site.url}/api/root.yaml"
    assert compare(None, url, url, "--allow-fetch")[0] == 0
    asked = [path for path, _ in site.asked]
    assert asked == 2 * ["/api/root.yaml", "/parts/a.yaml"]


def test_redirects(compare: Compare, site: Site) -> None:
    site.pages |= {
        "/there": NARROWED.encode(),
        "/moved": redirecting("/there"),
        "/loop": redirecting("/loop"),
        "/plain": redirecting("http://127.0.0.1:1/there"),
        "/local": redirecting("file:///etc/hostname"),
    }
    assert compare(None, "old.yaml", f"{site.url}/moved", "--allow-fetch")[0] == 1
    for path, said in (
        ("/plain", "it redirects to http"),
        ("/local", "can't be read"),
        ("/loop", "can't be read"),
        ("/none", "it answered 404"),
    ):
        url = f"{site.url}{path}"
        status, _, err = compare(None, "old.yaml", url, "--allow-fetch")
        assert (status, len(err.splitlines())) == (2, 1), err
        assert said in err


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a.yaml",
        "ftp://127.0.0.1/a.yaml",
        "file:///etc/hostname",
        "https:///a.yaml",
        "https://ada:secret@127.0.0.1/a.yaml",
        "https://[/a.yaml",
        "https://127.0.0.1:99999/a.yaml",
        "https://127.0.0.1:1/a.yaml",
    ],
)
def test_what_is_not_fetched(compare: Compare, url: str) -> None:
    status, out, err = compare(None, "old.yaml", url, "--allow-fetch")
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert "secret" not in err


def test_limits(compare: Compare, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()

    def slowly(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        done.wait(60)

    site.pages |= {"/large": b" " * 200_000, "/slow": slowly}
    monkeypatch.setattr(fetching, "_LARGEST", 100_000)
    monkeypatch.setattr(fetching, "_SECONDS", 0.5)
    for path, said in (("/large", "more than 100000 bytes"), ("/slow", "0.5 seconds")):
        url = f"{site.url}{path}"
        status, _, err = compare(None, "old.yaml", url, "--allow-fetch")
        assert (status, said in err) == (2, True), err
    done.set()
