"""Scripts of the pages, all of which work without them.

They are files beside this one, htmx as its makers publish it (4.0.1, see the licence
there); pages ask for them by names that hold a digest of their content.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from generated.runtime.http.answers import Answer
from impl.http.content_codings import Public, public

PLACE: Final = "/assets/"
_FOLDER: Final = Path(__file__).parent / "scripts"
_EVERYWHERE: Final = ("htmx.min.js", "keys.js", "ticks.js")
_NAMES: Final = (*_EVERYWHERE, "passkeys.js", "try.js")


@cache
def addresses() -> tuple[str, ...]:
    """Return where the scripts of all pages are, in the order in which they run."""
    return tuple(map(address, _EVERYWHERE))


def addresses_with(*names: str) -> tuple[str, ...]:
    """Return where the scripts of a page are that may have some of its own."""
    return (*addresses(), *map(address, names))


@cache
def address(name: str) -> str:
    """Return where a script is."""
    return f"{PLACE}{_named(name)}"


def asset(path: str, accept_encoding: str | None) -> Answer | None:
    """Return a script by its path; None if there is none, or not of this content."""
    known = {address(each): each for each in _NAMES}
    if path not in known:
        return None
    found = _content(known[path]).chosen(accept_encoding)
    fields = [
        (b"content-type", b"text/javascript; charset=utf-8"),
        (b"cache-control", b"public, max-age=31536000, immutable"),
        (b"vary", b"accept-encoding"),
    ]
    if found.coding:
        fields.append((b"content-encoding", found.coding.encode()))
    return Answer(200, fields, found.content)


@cache
def _content(name: str) -> Public:
    return public((_FOLDER / name).read_bytes())


@cache
def _named(name: str) -> str:
    digest = hashlib.sha256((_FOLDER / name).read_bytes()).hexdigest()[:16]
    return f"{name.removesuffix('.js')}.{digest}.js"
