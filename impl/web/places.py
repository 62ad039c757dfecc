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
            "administration",
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
# Those that the contract uses, and that of mocks.
FOR_PROGRAMS: Final = frozenset(
    {
        *(".well-known", "docs", "livez", "oauth", "openapi.json", "openapi.yaml"),
        *("readyz", "v1", "mocks"),
    }
)
_ENTRANCES: Final = frozenset(
    {"/sign-in", "/sign-out", "/forgot-password", "/reset-password"}
)
# Pages of the contract on which people log in, too.
OF_OAUTH: Final = frozenset({"/oauth/authorize", "/oauth/device"})
_SAFE: Final = re.compile(r"/[!-.0-\[\]-~][!-\[\]-~]*|/")


_FEED: Final = re.compile("/t/[^/]+/activity[.]atom")


def is_feed(path: str) -> bool:
    """Tell whether a path is one of feeds, which programs ask for."""
    return _FEED.fullmatch(path) is not None


def is_page(path: str) -> bool:
    """Tell whether a path is one of pages."""
    first = path.split("/", 2)[1:2]
    return bool(first) and first[0] in _FIRST and (bool(first[0]) or path == "/")


def is_nobodys(path: str) -> bool:
    """Tell whether a path is neither of pages nor for programs: mistyped, mostly."""
    first = path.split("/", 2)[1:2]
    return bool(first) and first[0] not in FOR_PROGRAMS and not is_page(path)


def returned_to(wanted: str, *, also: frozenset[str] = frozenset()) -> str:
    """Return where somebody wants to be, if that is a page; the first one if not.

    `also` has paths besides, which are none of these pages.
    """
    path = wanted.partition("?")[0]
    is_ours = is_page(path) or path in also
    is_good = _SAFE.fullmatch(wanted) and is_ours and "//" not in path
    is_entrance = path in _ENTRANCES or path.startswith("/sign-in/")
    return wanted if is_good and not is_entrance else "/"


def of_api(team: str, api: str, *more: str | int) -> str:
    """Return the path of an API's page, by its names, or of one below it."""
    return "/".join(["", "a", *(quote(str(it), safe="") for it in (team, api, *more))])
