"""Pages of lists: where the next one begins."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from impl.records import Page
from impl.security.cursors import PagePosition
from impl.web.visits import PageVisit, with_query

_LONGEST: Final = 80


def after(visit: PageVisit) -> PagePosition | None:
    """Return where a page of a list begins; None for its first, or for nonsense.

    It is a time and an id, which tell nothing and open nothing: what may be seen is
    asked for anew.
    """
    said = visit.query.get("after", "")
    moment, _, name = said.partition("_")
    if len(said) > _LONGEST:
        return None
    try:
        at, item = datetime.fromisoformat(moment), UUID(name)
    except ValueError:
        return None
    return PagePosition(at if at.tzinfo else at.replace(tzinfo=UTC), item)


def following(path: str, page: Page[Any], **filters: str) -> str | None:
    """Return the address of what comes after a page, if anything does."""
    if page.next is None:
        return None
    place = f"{page.next.at.isoformat()}_{page.next.id}"
    return with_query(path, **filters, after=place)
