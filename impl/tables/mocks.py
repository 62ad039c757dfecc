"""What mocks of published contracts remember."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Uuid, text
from sqlmodel import Field

from impl.tables import columns
from impl.tables.base import Base


class MockStateRow(Base, table=True):
    """What the mock of a version remembers for one caller, in one of their sessions."""

    __tablename__ = "mock_states"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(person_id, api_key_id, oauth_client_id) = 1", name="holder"
        ),
        CheckConstraint("octet_length(session) = 32", name="session_length"),
        CheckConstraint(
            "octet_length(content) BETWEEN 1 AND 2097152", name="content_length"
        ),
        Index(
            "uq_mock_states_of_holder",
            *("version_id", "person_id", "api_key_id", "oauth_client_id", "session"),
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_mock_states_person_id", "person_id", "used_at"),
        Index("ix_mock_states_api_key_id", "api_key_id", "used_at"),
        Index("ix_mock_states_oauth_client_id", "oauth_client_id", "used_at"),
        Index("ix_mock_states_used_at", "used_at"),
    )

    id: UUID = Field(sa_column=columns.identity())
    version_id: UUID = Field(sa_column=columns.reference("versions.id"))
    person_id: UUID | None = Field(
        sa_column=columns.reference("people.id", nullable=True)
    )
    api_key_id: UUID | None = Field(
        sa_column=columns.reference("api_keys.id", nullable=True)
    )
    oauth_client_id: UUID | None = Field(
        sa_column=columns.reference("oauth_clients.id", nullable=True)
    )
    session: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    revision: UUID = Field(
        sa_column=Column(Uuid, nullable=False, server_default=text("uuidv7()"))
    )
    used_at: datetime = Field(sa_column=columns.instant(now=True))
