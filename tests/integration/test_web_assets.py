"""The scripts of the pages are files that nobody else changes."""

import hashlib
from pathlib import Path

import pytest

from impl.web import assets
from tests.support.client import Service
from tests.support.pages import SiteBrowser

FOLDER = Path(assets.__file__).parent / "scripts"
# As the registry of npm has it: htmx.org 4.0.1, dist/htmx.min.js.
HTMX = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"


def test_htmx_is_as_its_makers_publish_it() -> None:
    content = (FOLDER / "htmx.min.js").read_bytes()
    assert hashlib.sha256(content).hexdigest() == HTMX
    assert (FOLDER / "htmx.LICENSE").read_text().startswith("Zero-Clause BSD")


def test_our_own_script_is_no_larger_than_it_needs_to_be() -> None:
    for name in ("keys.js", "ticks.js"):
        assert (FOLDER / name).stat().st_size < 4_000


@pytest.mark.asyncio
async def test_scripts_are_kept_by_browsers_and_named_by_what_they_are(
    service: Service,
) -> None:
    http = SiteBrowser(service).http
    names = ("htmx.min.js", "keys.js", "ticks.js")
    for path, name in zip(assets.addresses(), names, strict=True):
        answer = await http.get(path)
        assert answer.status_code == 200
        assert answer.content == (FOLDER / name).read_bytes()
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert (await http.head(path)).content == b""
        assert (await http.post(path)).status_code == 404
        assert (await http.get(path.replace(".js", "0.js"))).status_code == 404
    for path in ("/assets/", "/assets/../site.css", "/assets/keys.js"):
        assert (await http.get(path)).status_code == 404
