"""What single teams may have more of, or less, than all others."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class TeamQuotaRow(Base, table=True):
    """The most that a team may have of something, whatever the settings say."""

    __tablename__ = "team_quotas"
    __table_args__ = (CheckConstraint("most >= 0", name="most_not_negative"),)

    team_id: UUID = Field(sa_column=columns.reference("teams.id", primary_key=True))
    resource: str = Field(sa_column=Column(Text, primary_key=True))
    most: int = Field(sa_column=Column(BigInteger, nullable=False))
