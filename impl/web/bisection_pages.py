"""Which versions take a message that somebody pastes, and which change flipped it."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NoReturn

from generated.runtime.http.answers import Answer
from impl.errors import DomainError
from impl.services.apis import Apis
from impl.services.bisection import Bisection, JudgedVersion
from impl.services.overviews import Overviews
from impl.web.api_pages import LineStep, place_of
from impl.web.forms import FormRefused
from impl.web.taking import NONE, Trouble, showing, trouble_of
from impl.web.visits import PageVisit, Route

_MOST: Final = 400_000
_METHOD: Final = re.compile("[A-Za-z][A-Za-z0-9-]{0,30}")
_PATH: Final = re.compile(r"/[!-~]{0,2000}")
_FIELD: Final = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([ -~]{0,2000})")
_HEADERS: Final = 50
_KINDS: Final = ("request", "response")
_JSON: Final = re.compile(r"application/([a-z0-9.+-]+\+)?json", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BisectionServices:
    """What the page asks."""

    apis: Apis
    overviews: Overviews
    bisection: Bisection


@dataclass(frozen=True, slots=True)
class Flip:
    """Two versions that come one after the other, and don't agree on a message."""

    before: JudgedVersion
    after: JudgedVersion
    step: LineStep


class BisectionPages:
    """Holds what is pasted against all versions."""

    def __init__(self, services: BisectionServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the page."""
        at = "/a/{team}/{api}/messages"
        return (Route(at, showing(self._form), self._ask, most=_MOST),)

    async def _form(self, visit: PageVisit, trouble: Trouble) -> Answer:
        place = await place_of(self._services.apis, visit)
        nothing: dict[str, object] = {"judged": (), "flips": ()}
        return trouble.shown(visit, "messages", {**place.values(), **nothing})

    async def _ask(self, visit: PageVisit) -> Answer:
        asked, caller = self._services, visit.caller
        place = await place_of(asked.apis, visit)
        try:
            message = message_of(visit)
        except (FormRefused, DomainError) as wrong:
            return await self._form(visit, trouble_of(wrong, visit))
        api = (place.api.team_id, place.api.id)
        judged = await asked.bisection.of(caller, api, message)
        steps = await asked.overviews.steps(place.api, [it.version for it in judged])
        flips = [
            Flip(
                before,
                after,
                LineStep(
                    after.version,
                    before.version,
                    steps.get((before.version.id, after.version.id)),
                ),
            )
            for before, after in pairwise(reversed(judged))
            if {before.answer, after.answer} == {"yes", "no"}
        ]
        values = {"judged": judged, "flips": flips, "is_request": _is_request(message)}
        return NONE.shown(visit, "messages", {**place.values(), **values})


def message_of(visit: PageVisit) -> dict[str, Any]:
    """Return what somebody typed, as the engine reads messages.

    Raises:
        FormRefused: it is none.
    """
    form, faults = visit.form, dict[str, list[str]]()
    kind = form.get("type", "request")
    method, target = form.get("method", "").strip(), form.get("path", "").strip()
    if kind not in _KINDS:
        faults["type"] = ["It is a request or a response."]
    if not _METHOD.fullmatch(method):
        faults["method"] = ["This is no method."]
    if not _PATH.fullmatch(target):
        faults["path"] = ["A path begins with a slash, and has no space."]
    path, _, query = target.partition("?")
    message: dict[str, Any] = {"type": kind, "method": method.upper(), "path": path}
    message |= {"headers": _headers(form.get("headers", ""), faults)}
    if kind == "response":
        message["status"] = _status(form.get("status", ""), faults)
    elif query:
        message["query"] = query
    if form.get("body", "").strip():
        message["body"] = _body(form, faults)
    if faults:
        raise FormRefused(faults)
    return message


def _headers(text: str, faults: dict[str, list[str]]) -> dict[str, str]:
    found = {}
    for line in filter(None, map(str.strip, text.splitlines()[:_HEADERS])):
        field = _FIELD.fullmatch(line)
        if field is None:
            faults["headers"] = ["A field is written as Name: value, one a line."]
            continue
        found[field[1].lower()] = field[2].strip()
    return found


def _status(text: str, faults: dict[str, list[str]]) -> str:
    if not re.fullmatch("[1-5][0-9]{2}", text.strip()):
        faults["status"] = ["A status has three digits, such as 200."]
    return text.strip()


def _body(form: dict[str, str] | Any, faults: dict[str, list[str]]) -> dict[str, Any]:
    media_type = form.get("media_type", "").strip() or "application/json"
    if not _JSON.fullmatch(media_type.partition(";")[0].strip()):
        faults["media_type"] = ["Only bodies that are JSON are looked into."]
        return {}
    try:
        value = json.loads(form["body"], parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        faults["body"] = [f"This is no JSON: {str(error)[:200]}"]
        return {}
    return {"media_type": media_type, "value": value}


def _refuse(name: str) -> NoReturn:
    msg = f"{name} is none"
    raise ValueError(msg)


def _is_request(message: dict[str, Any]) -> bool:
    return bool(message["type"] == "request")
