"""How far callers have used up their rates."""

from datetime import datetime

from sqlalchemy import Column, Index, LargeBinary
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class RateLimitRow(Base, table=True):
    """One bucket of the generic cell rate algorithm: its theoretical arrival time."""

    __tablename__ = "rate_limits"
    __table_args__ = (Index("ix_rate_limits_arrival", "arrival"),)

    bucket: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    arrival: datetime = Field(sa_column=columns.instant())
