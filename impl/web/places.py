"""Where pages are: their paths, and which of them a person may be sent to."""

import re
from typing import Final
from urllib.parse import quote

# First segments, none of which the contract uses.
_FIRST: Final = frozenset(
    {
        *("", "sign-in", "sign-out", "register", "forgot-password", "reset-password"),
        *(
            "prove-email",
            "account",
            "invitations",
            "keyboard",
            "search",
            "apis",
            "a",
            "teams",
            "t",
        ),
    }
)
_ENTRANCES: Final = frozenset(
    {"/sign-in", "/sign-out", "/forgot-password", "/reset-password"}
)
_SAFE: Final = re.compile(r"/[!-.0-\[\]-~][!-\[\]-~]*|/")


def is_page(path: str) -> bool:
    """Tell whether a path is one of pages."""
    first = path.split("/", 2)[1:2]
    return bool(first) and first[0] in _FIRST and (bool(first[0]) or path == "/")


def returned_to(wanted: str) -> str:
    """Return where somebody wants to be, if that is a page; the first one if not."""
    path = wanted.partition("?")[0]
    is_good = _SAFE.fullmatch(wanted) and is_page(path) and "//" not in path
    return wanted if is_good and path not in _ENTRANCES else "/"


def of_api(team: str, api: str, *more: str | int) -> str:
    """Return the path of an API's page, by its names, or of one below it."""
    return "/".join(["", "a", *(quote(str(it), safe="") for it in (team, api, *more))])
