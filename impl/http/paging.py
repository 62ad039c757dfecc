"""Cursor pages: signed places in a list, and the Link field (RFC 8288)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from pydantic import MISSING

from generated import Context
from impl.errors import UnknownCursor
from impl.http.callers import caller_of
from impl.records import Page
from impl.security import cursors
from impl.security.cursors import PagePosition
from impl.security.keys import derive


@dataclass(frozen=True, slots=True)
class Next:
    """Where the next page is: its cursor, and the Link field."""

    cursor: str | MISSING = MISSING
    link: str | None = None


class Paging:
    """One page of a list, as a request asks for it.

    Attributes:
        after: where it begins, None for the first one.
    """

    def __init__(
        self,
        key: bytes,
        context: Context,
        limit: int,
        cursor: str | None,
        filters: dict[str, str | None],
    ) -> None:
        self._key = key
        self._path = context.path
        self._binding = _binding(context, filters)
        given = {name: value for name, value in filters.items() if value is not None}
        self._query = {**given, "limit": limit}
        self.after = None if cursor is None else self._position(cursor)

    def next(self, page: Page[Any]) -> Next:
        """Return where the page after this one is; nowhere if this is the last."""
        if page.next is None:
            return Next()
        cursor = cursors.encode(self._key, self._binding, page.next)
        query = urlencode({**self._query, "cursor": cursor}, quote_via=quote)
        return Next(cursor, f'<{quote(self._path)}?{query}>; rel="next"')

    def _position(self, cursor: str) -> PagePosition:
        position = cursors.decode(self._key, self._binding, cursor)
        if position is None:
            raise UnknownCursor
        return position


class Pager:
    """Reads and writes cursors, each bound to its list, filters and caller."""

    def __init__(self, secret: str) -> None:
        self._key = derive(secret, "cursors")

    def page(
        self, context: Context, limit: int, cursor: str | None, **filters: str | None
    ) -> Paging:
        """Return the page of a list that a request asks for.

        Raises:
            UnknownCursor: this list, with these filters, did not give the cursor out.
        """
        return Paging(self._key, context, limit, cursor, filters)


def _binding(context: Context, filters: dict[str, str | None]) -> str:
    parts = [context.operation.operation_id, context.path, caller_of(context).name]
    return "\0".join([*parts, repr(sorted(filters.items()))])
