"""Whose turn it is among the teams that wait for a comparison.

It is that of the owner who has fewest at work in the lane and, among those, of whom has
used least of late; then that of their team whose turn was due first. So those who have
many teams have no more turns than others. A team's owner is, where there are several,
the one who has been a member longest: to be made an owner must not cost anybody theirs.
"""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Interval,
    Select,
    Uuid,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on, insert

from impl.comparison_records import ComparisonJob
from impl.database.unit_of_work import UnitOfWork
from impl.repositories import rows
from impl.repositories.comparisons import comparisons
from impl.repositories.visibility import members
from impl.tables import ComparisonTurnRow
from impl.tables.columns import table_of

_turns = table_of(ComparisonTurnRow)
# More than one, because those that others just claim are skipped.
_MOST_TEAMS: Final = 20
# What was used before counts no more.
_REMEMBERED: Final = timedelta(minutes=10)
_SLOW = bindparam("slow", type_=Boolean)
_USED = bindparam("used", type_=Interval)


def waiting(table: FromClause) -> ColumnElement[bool]:
    """Return whether a comparison waits in the lane; says what the index says."""
    return and_(table.c.state == "queued", table.c.is_slow == _SLOW)


def _next_team(after: ColumnElement[Any] | None) -> Select[Any]:
    """Find the next team in the index, which skips all other jobs of the last one."""
    later = comparisons.alias("later")
    found = select(later.c.team_id).where(waiting(later), later.c.team_id.is_not(None))
    if after is not None:
        found = found.where(later.c.team_id > after)
    return found.order_by(later.c.team_id).limit(1)


_first = _next_team(None).subquery("first")
_waiting = select(_first.c.team_id).cte("teams_waiting", recursive=True)
_waiting = _waiting.union_all(
    select(_next_team(_waiting.c.team_id).scalar_subquery()).where(
        _waiting.c.team_id.is_not(None)
    )
)
_recent = (
    select(_turns.c.team_id, _turns.c.due_at)
    .where(_turns.c.due_at > func.now() - literal(_REMEMBERED, Interval))
    .cte("recent")
)
_running = (
    select(comparisons.c.team_id)
    .where(comparisons.c.state == "running", comparisons.c.is_slow == _SLOW)
    .cte("at_work")
)
_owners = (
    select(members.c.team_id, members.c.person_id)
    .ext(distinct_on(members.c.team_id))
    .where(
        members.c.role == "owner",
        or_(
            *(
                members.c.team_id.in_(select(each.c.team_id))
                for each in (_waiting, _recent, _running)
            )
        ),
    )
    .order_by(members.c.team_id, members.c.created_at, members.c.person_id)
    .cte("owners")
)


def _by_owner(of_teams: FromClause, value: ColumnElement[Any]) -> FromClause:
    return (
        select(_owners.c.person_id, value.label("value"))
        .join_from(_owners, of_teams, _owners.c.team_id == of_teams.c.team_id)
        .group_by(_owners.c.person_id)
        .subquery()
    )


_at_work = _by_owner(_running, func.count())
_due = _by_owner(_recent, func.max(_recent.c.due_at))
# The teams of a lane that wait, those first whose turn it is.
teams = (
    select(_waiting.c.team_id)
    .select_from(
        _waiting.outerjoin(_owners, _owners.c.team_id == _waiting.c.team_id)
        .outerjoin(_at_work, _at_work.c.person_id == _owners.c.person_id)
        .outerjoin(_due, _due.c.person_id == _owners.c.person_id)
        .outerjoin(_recent, _recent.c.team_id == _waiting.c.team_id)
    )
    .where(_waiting.c.team_id.is_not(None))
    .order_by(
        func.coalesce(_at_work.c.value, 0),
        _due.c.value.nulls_first(),
        _recent.c.due_at.nulls_first(),
    )
    .limit(_MOST_TEAMS)
    .subquery("in_turn")
)
_CHARGE = (
    insert(_turns)
    .values(team_id=bindparam("of_team_id", type_=Uuid), due_at=func.now() + _USED)
    .on_conflict_do_update(
        constraint="pk_comparison_turns",
        # Who has not worked for a while has saved nothing up.
        set_={"due_at": func.greatest(_turns.c.due_at, func.now()) + _USED},
    )
)


async def charge(work: UnitOfWork, job: ComparisonJob, used: timedelta) -> None:
    """Put a team's next turn off by the time that a job used."""
    await rows.execute(work, _CHARGE, {"of_team_id": job.team_id, "used": used})
