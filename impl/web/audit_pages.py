"""The audit records of a team, for its owners, and whether they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from generated.runtime.http.answers import Answer
from impl.event_records import EVENT_TYPES, AuditFilter, AuditRecord, Event
from impl.records import Team
from impl.services.audit_records import AuditRecords
from impl.services.landscapes import Landscapes
from impl.services.teams import Teams
from impl.web import event_words, lists
from impl.web.team_places import of_team, team_of, values_of
from impl.web.visits import PageVisit, Route, shown, with_query

_MOST: Final = 50
_ACTIONS: Final = (*EVENT_TYPES, "comparison.asked")
_TEXTS: Final = ("actor", "action", "subject")
_DAYS: Final = ("since", "until")


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record, who did it, and what there is to say of it."""

    record: AuditRecord
    actor: str
    sentence: str
    facts: Sequence[tuple[str, str]]


class AuditPages:
    """Shows what is on record."""

    def __init__(
        self, teams: Teams, records: AuditRecords, landscapes: Landscapes
    ) -> None:
        self._teams = teams
        self._records = records
        self._landscapes = landscapes

    def routes(self) -> Sequence[Route]:
        """Return the page."""
        return (Route("/t/{team}/audit", self._page),)

    async def _page(self, visit: PageVisit) -> Answer:
        team = await team_of(self._teams, visit)
        said = _said(visit)
        page = await self._records.list_of_team(
            *(visit.caller, team.id, _filter(said), _MOST, lists.after(visit))
        )
        at = of_team(team, "audit")
        wanted = {name: it for name, it in said.items() if it}
        is_asked = "verify" in visit.query
        state = await self._records.verify(visit.caller, team.id) if is_asked else None
        values = {
            "records": await self._shown(visit, team, page.items),
            "actions": _ACTIONS,
            "said": said,
            "more": lists.following(at, page, **wanted),
            "verify": with_query(at, **wanted, verify="1"),
            "state": state,
        }
        return shown(visit, "audit", {**values_of(team), **values})

    async def _shown(
        self, visit: PageVisit, team: Team, found: Sequence[AuditRecord]
    ) -> list[ShownRecord]:
        events = [_event(each) for each in found]
        people = {event_words.person_of(each) for each in events}
        names = await self._landscapes.names(
            visit.caller, team.id, [each for each in people if each]
        )
        return [
            ShownRecord(
                record,
                event_words.actor(event, names),
                event_words.sentence(event),
                event_words.facts(event),
            )
            for record, event in zip(found, events, strict=True)
        ]


def _said(visit: PageVisit) -> dict[str, str]:
    """Return what is asked for, without what can be nobody's."""
    said = {name: visit.query.get(name, "").strip() for name in (*_TEXTS, *_DAYS)}
    for name in _DAYS:
        if _day(said[name]) is None:
            said[name] = ""
    return {name: "" if "\0" in it else it for name, it in said.items()}


def _filter(said: dict[str, str]) -> AuditFilter:
    actor, action, subject = (said[name] or None for name in _TEXTS)
    since, until = (_day(said[name]) for name in _DAYS)
    return AuditFilter(actor, action, subject, since, until)


def _day(text: str) -> datetime | None:
    """Return when a day begins, None for what is none."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None


def _event(record: AuditRecord) -> Event:
    return Event(
        id=record.id,
        team_id=record.team_id,
        api_id=record.api_id,
        action=record.action,
        subject=record.subject,
        actor=record.actor,
        occurred_at=record.occurred_at,
        details=record.details,
    )
