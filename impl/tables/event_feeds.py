"""How far each team's events go."""

from uuid import UUID

from sqlalchemy import Column, Uuid
from sqlmodel import Field

from impl.tables.base import Base


class EventFeedRow(Base, table=True):
    """The last event of a team; whoever adds one holds it until they commit.

    So events become visible in the order of their ids, and nobody who has seen one
    will find another before it.
    """

    __tablename__ = "event_feeds"

    # No foreign key: the last event of a team tells that it is gone.
    team_id: UUID = Field(sa_column=Column(Uuid, primary_key=True, nullable=False))
    last_event_id: UUID = Field(sa_column=Column(Uuid, nullable=False))
