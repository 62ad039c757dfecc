"""Whom outside providers vouch for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class OpenIdIdentityRow(Base, table=True):
    """A subject of a provider, and whose account that is."""

    __tablename__ = "openid_identities"
    __table_args__ = (
        columns.length("issuer", 1, 2000),
        columns.length("subject", 1, 255),
        columns.length("email", 1, 254),
        Index("uq_openid_identities_id", "id", unique=True),
        Index("ix_openid_identities_person_id", "person_id"),
    )

    issuer: str = Field(sa_column=Column(Text, primary_key=True))
    subject: str = Field(sa_column=Column(Text, primary_key=True))
    id: UUID = Field(sa_column=columns.other_key())
    email: str | None = Field(default=None, sa_column=Column(Text))
    person_id: UUID = Field(sa_column=columns.reference("people.id"))
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    last_used_at: datetime | None = Field(
        default=None, sa_column=columns.instant(nullable=True)
    )
