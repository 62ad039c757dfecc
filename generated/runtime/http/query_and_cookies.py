# A copy of Countersign's scripts/codegen/runtime/http/query_and_cookies.py.
"""The parts of a request that parameters and credentials are read from."""

from __future__ import annotations

from collections.abc import Sequence

from ..syntax.percent_encoding import EscapeError, unescape_form
from .headers import Headers
from .refusal import malformed


class Fields:
    """Named texts, in order, names decoded and values not: a query or cookies.

    `has_plus` says whether a plus sign stands anywhere, unescaped.
    """

    __slots__ = ("has_plus", "values")

    def __init__(
        self, pairs: Sequence[tuple[str, str]], *, has_plus: bool = False
    ) -> None:
        self.has_plus = has_plus
        self.values: dict[str, list[str]] = {}
        for name, value in pairs:
            self.values.setdefault(name, []).append(value)

    def get(self, name: str) -> list[str]:
        """Return every value of a name."""
        return self.values.get(name, [])


_NOTHING = Fields(())


def parse_query(query: bytes) -> Fields:
    """Return the pairs of a query (WHATWG URL, §5.1), values still escaped.

    Raises:
        Refusal: 400, a name is not well-formed.
    """
    if not query:
        return _NOTHING
    pairs = []
    for part in query.decode("latin-1").split("&"):
        if part:
            name, _, value = part.partition("=")
            try:
                pairs.append((unescape_form(name), value))
            except EscapeError as error:
                raise malformed(f"The name of a query parameter {error}.") from None
    return Fields(pairs, has_plus=b"+" in query)


def parse_cookies(headers: Headers) -> Fields:
    """Return the cookies of a request (RFC 6265, §4.2.1), values still escaped."""
    text = headers.get("cookie")
    if not text:
        return _NOTHING
    pairs = []
    for part in text.split(";"):
        name, equals, value = part.partition("=")
        if equals:
            pairs.append((name.strip(), value.strip()))
    return Fields(pairs)
