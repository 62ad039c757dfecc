"""What a comparison found."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, LargeBinary
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class ChangeRow(Base, table=True):
    """One difference, the number of which is its place in the order of them all."""

    __tablename__ = "changes"
    __table_args__ = (
        columns.one_of("verdict", "compatible", "risky", "breaking", "undecided"),
        CheckConstraint("number >= 1", name="number_range"),
        Index("ix_changes_verdict", "comparison_id", "verdict", "number"),
    )

    comparison_id: UUID = Field(
        sa_column=columns.reference("comparisons.id", primary_key=True)
    )
    number: int = Field(
        sa_column=Column(
            BigInteger, primary_key=True, autoincrement=False, nullable=False
        )
    )
    verdict: str = Field(sa_column=columns.string())
    # JSON as bytes: a witness may hold what PostgreSQL's JSON can't, such as NUL.
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
