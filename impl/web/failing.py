"""Pages that say that something can't be done."""

import logging
from http import HTTPStatus
from typing import Final

from starlette.types import Scope

from generated.runtime.http.answers import Answer
from generated.runtime.http.refusal import phrase
from impl.http import observing
from impl.http.problems import refusal_of
from impl.web.visits import PageVisit, shown

_LOGGER: Final = logging.getLogger(__name__)
_LOST: Final = "Something of this service failed. It is in its log; nothing was said."


def told(
    visit: PageVisit, status: int, text: str, *headers: tuple[bytes, bytes]
) -> Answer:
    """Answer with a page that says what is wrong."""
    values = {"status": status, "title": phrase(HTTPStatus(status)), "text": text}
    return shown(visit, "failure", values, status=status, headers=headers)


def failed(error: Exception, scope: Scope, visit: PageVisit) -> Answer:
    """Answer where an error came up, with no more than people may be told."""
    observing.tell_error(scope, error)
    refusal = refusal_of(error)
    if refusal is None:
        _LOGGER.error("a page failed", exc_info=error)
        return told(visit, 500, _LOST)
    # What a program is told of its credentials says nothing to a person.
    status = 403 if refusal.status == 401 else refusal.status
    fields = [
        (b"retry-after", value.encode())
        for name, value in refusal.headers.items()
        if name == "Retry-After"
    ]
    return told(visit, status, str(refusal.detail), *fields)
