"""Runs a service with an estate, and takes pictures of its pages."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx2

from scripts.picturing.estate import Estate, populate
from scripts.proving.chromium import Tab, browsing, required_browser
from scripts.proving.people import PASSWORD
from scripts.proving.service import scratch_database, serving

_TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Look:
    """How pages are looked at.

    Attributes:
        size: the width and the height of the window.
        scheme: light or dark.
        is_whole: whether pictures go on below the window.
    """

    size: tuple[int, int]
    scheme: str
    is_whole: bool


def take(folder: Path, look: Look, wanted: Sequence[str]) -> list[Path]:
    """Take pictures of pages, of all if none is named; return the files.

    Raises:
        BrowserMissing: there is no browser.
        ServiceError: the service does not start.
        PopulationError: it refuses what the pages are to show.
        TimeoutError: it does not find out what they are to show.
    """
    browser = required_browser()
    with (
        tempfile.TemporaryDirectory() as scratch,
        scratch_database() as database,
        serving(database, Path(scratch) / "log") as service,
        httpx2.Client(base_url=service.url, timeout=_TIMEOUT) as http,
        browsing(browser, Path(scratch) / "profile") as tab,
    ):
        estate = populate(service.url, http)
        _log_in(tab, service.url, estate)
        feature = {"name": "prefers-color-scheme", "value": look.scheme}
        tab.call("Emulation.setEmulatedMedia", features=[feature])
        made: list[Path] = []
        for name, path in estate.pages.items():
            if wanted and name not in wanted:
                continue
            _open(tab, f"{service.url}{path}")
            if look.is_whole:
                _reveal(tab)
            width, height = look.size
            picture = tab.picture(width=width, height=height, is_whole=look.is_whole)
            made.append(folder / f"{name}.png")
            made[-1].write_bytes(picture)
        return made


def _open(tab: Tab, url: str) -> None:
    """Open a page, and again until nothing of it is being found out any more."""
    end = time.monotonic() + _TIMEOUT
    tab.open(url)
    while "found out" in tab.text or "Look again" in tab.text:
        if time.monotonic() > end:
            raise TimeoutError(url)
        tab.open(url)


def _reveal(tab: Tab) -> None:
    """Have a page load what it loads once somebody comes to see it."""
    tab.evaluate(
        "for (const each of document.querySelectorAll('[data-hx-trigger=revealed]')) {"
        " each.firstElementChild.dataset.waits = ''; each.scrollIntoView(); }"
    )
    tab.wait_for("document.querySelector('[data-waits]') === null")
    tab.evaluate("scrollTo(0, 0)")


def _log_in(tab: Tab, root: str, estate: Estate) -> None:
    tab.open(f"{root}/sign-in")
    tab.type("#email", estate.email)
    tab.type("#password", PASSWORD)
    tab.press("sign_in")
