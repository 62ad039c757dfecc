"""Cursor pages: signed places in a list, and the Link field (RFC 8288)."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from generated.runtime.context import Context
from impl.errors import UnknownCursor
from impl.http.callers import caller_of
from impl.security import cursors
from impl.security.cursors import Position
from impl.security.keys import derive


@dataclass(frozen=True, slots=True)
class Next:
    """Where the next page is: its cursor and the Link field; None on the last page."""

    cursor: str
    link: str


class Pager:
    """Reads and writes cursors, each bound to its list, filters and caller."""

    def __init__(self, secret: str) -> None:
        self._key = derive(secret, "cursors")

    def position(
        self, context: Context, cursor: str | None, **filters: str | None
    ) -> Position | None:
        """Return where a page begins, None for the first one.

        Raises:
            UnknownCursor: this list, with these filters, did not give it out.
        """
        if cursor is None:
            return None
        position = cursors.decode(self._key, _binding(context, filters), cursor)
        if position is None:
            raise UnknownCursor
        return position

    def following(
        self, context: Context, limit: int, last: Position, **filters: str | None
    ) -> Next:
        """Return where the page after `last`, an item of this one, is."""
        cursor = cursors.encode(self._key, _binding(context, filters), last)
        given = {name: value for name, value in filters.items() if value is not None}
        query = urlencode({**given, "limit": limit, "cursor": cursor}, quote_via=quote)
        return Next(cursor, f'<{quote(context.path)}?{query}>; rel="next"')


def _binding(context: Context, filters: dict[str, str | None]) -> str:
    parts = [context.operation.operation_id, context.path, caller_of(context).name]
    return "\0".join([*parts, repr(sorted(filters.items()))])
