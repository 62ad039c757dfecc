"""Who made a credential of a team: while they are suspended, it is worth nothing."""

from typing import Any

from sqlalchemy import ColumnElement, exists

from impl.repositories.people import people


def may_act(maker_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that nobody made it who is suspended now.

    What is of somebody who is gone, or from before it was known, is the team's alone.
    """
    return ~exists(1).where(people.c.id == maker_id, people.c.suspended_at.is_not(None))
