"""Where people have logged in from."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class KnownAddressRow(Base, table=True):
    """A network that a person has logged in from, as a keyed digest, for some time."""

    __tablename__ = "known_addresses"
    __table_args__ = (
        CheckConstraint("octet_length(network) = 32", name="network_length"),
        Index("ix_known_addresses_expires_at", "expires_at"),
    )

    person_id: UUID = Field(sa_column=columns.reference("people.id", primary_key=True))
    network: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    expires_at: datetime = Field(sa_column=columns.instant())
