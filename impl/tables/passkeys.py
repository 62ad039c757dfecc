"""Keys of devices that people log in with."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class PasskeyRow(Base, table=True):
    """A public key, and what the device calls it (WebAuthn §4, public key credential).

    `sign_count` is what the device counted when it was used last: a copy counts alone.
    """

    __tablename__ = "passkeys"
    __table_args__ = (
        columns.length("name", 1, 100),
        # WebAuthn §4: a credential id has no more than 1023 bytes.
        CheckConstraint(
            "octet_length(credential_id) BETWEEN 1 AND 1023",
            name="credential_id_length",
        ),
        CheckConstraint(
            "octet_length(public_key) BETWEEN 1 AND 2048", name="public_key_length"
        ),
        CheckConstraint("sign_count >= 0", name="sign_count_not_negative"),
        UniqueConstraint("credential_id"),
        Index("ix_passkeys_person_id", "person_id"),
    )

    id: UUID = Field(sa_column=columns.identity())
    person_id: UUID = Field(sa_column=columns.reference("people.id"))
    name: str = Field(sa_column=columns.string())
    credential_id: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    public_key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sign_count: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    created_at: datetime = Field(sa_column=columns.instant(now=True))
    last_used_at: datetime | None = Field(sa_column=columns.instant(nullable=True))


class PasskeyHandleRow(Base, table=True):
    """What devices know a person by: random, so that it tells nothing of them."""

    __tablename__ = "passkey_handles"
    __table_args__ = (
        CheckConstraint("octet_length(handle) = 32", name="handle_length"),
    )

    person_id: UUID = Field(sa_column=columns.reference("people.id", primary_key=True))
    handle: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class PasskeyChallengeRow(Base, table=True):
    """What a device is to sign, as a digest; using it deletes the row.

    It is for adding a passkey to a person, or, without one, for a log-in.
    """

    __tablename__ = "passkey_challenges"
    __table_args__ = (
        CheckConstraint("octet_length(digest) = 32", name="digest_length"),
        Index("ix_passkey_challenges_person_id", "person_id"),
        Index("ix_passkey_challenges_expires_at", "expires_at"),
    )

    digest: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    person_id: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True)
    )
    expires_at: datetime = Field(sa_column=columns.instant())
