"""What a client prefers, said in the field Prefer (RFC 7240).

    Prefer: code=404, example=sold-out, seed=7, dynamic
    Prefer: delay=250, size=3, style=boundary

What is not understood is passed over, as RFC 7240, §2 demands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast, get_args

Style = Literal["minimal", "realistic", "boundary"]

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - RFC 9110's word for a piece of text
_PREFERENCE = re.compile(
    rf'\s*({_TOKEN})\s*(?:=\s*({_TOKEN}|"(?:[^"\\]|\\.)*"))?\s*(?:;[^,]*)?(?:,|\Z)'
)
_ESCAPE = re.compile(r"\\(.)")
# Nobody waits longer for a mock, milliseconds; and no list needs more items.
MOST_DELAY, MOST_SIZE = 60_000, 1_000
_LONGEST_NUMBER = 9
# What is longer is not kept.
_LONGEST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a client asks a mock for.

    Attributes:
        code: the status. example: the name of an example. is_dynamic: whether to answer
        the same request differently each time. seed: what differs from run to run.
        delay: milliseconds to wait. size: items of lists and streams. style: of values.
        fault: "drop", to be left without an answer.
    """

    code: int | None = None
    example: str | None = None
    is_dynamic: bool = False
    seed: str | None = None
    delay: int = 0
    size: int | None = None
    style: Style = "realistic"
    fault: str = ""

    @property
    def is_plain(self) -> bool:
        """Is nothing asked for that changes what is answered?"""
        changed = (self.code, self.example, self.seed, self.size)
        is_usual = not self.is_dynamic and self.style == "realistic"
        return is_usual and all(each is None for each in changed)


NOTHING = Preferences()


def preferences_of(field: str | None) -> Preferences:
    """Return what the value of Prefer asks for; the first of a name counts."""
    if not field:
        return NOTHING
    # A client asks for the same in one request after the other.
    return (_kept if len(field) <= _LONGEST_KEPT else _read)(field)


def _read(field: str) -> Preferences:
    said: dict[str, str] = {}
    position = 0
    while position < len(field):
        found = _PREFERENCE.match(field, position)
        if found is None:
            break
        text = found[2] or ""
        if text.startswith('"'):
            text = _ESCAPE.sub(r"\1", text[1:-1])
        said.setdefault(found[1].lower(), text)
        position = found.end()
    code = _number(said.get("code"), 999)
    style = said.get("style")
    is_style = style in get_args(Style)
    return Preferences(
        code=code if code is not None and code >= 200 else None,
        example=said.get("example"),
        is_dynamic=said.get("dynamic", "false").lower() in {"", "true", "1"},
        seed=said.get("seed"),
        delay=_number(said.get("delay"), MOST_DELAY) or 0,
        size=_number(said.get("size"), MOST_SIZE),
        style=cast("Style", style) if is_style else "realistic",
        fault="drop" if said.get("fault") == "drop" else "",
    )


_kept = lru_cache(maxsize=256)(_read)


def _number(text: str | None, most: int) -> int | None:
    if text is None or not text.isascii() or not text.isdigit():
        return None
    return min(int(text), most) if len(text) <= _LONGEST_NUMBER else most
