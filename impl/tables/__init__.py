"""SQLModel tables under one metadata; never wire models.

Importing this package imports every table, which is what migrations compare with.
"""

from impl.tables.api_keys import ApiKey
from impl.tables.apis import Api
from impl.tables.audit_events import AuditEvent
from impl.tables.base import metadata
from impl.tables.changes import Change
from impl.tables.comparisons import Comparison, ComparisonTurn
from impl.tables.idempotency_keys import IdempotencyKey
from impl.tables.known_addresses import KnownAddress
from impl.tables.members import Member
from impl.tables.people import Person
from impl.tables.rate_limits import RateLimit
from impl.tables.sessions import Session
from impl.tables.signing_keys import SigningKey
from impl.tables.teams import Team
from impl.tables.versions import Version

__all__ = [
    "Api",
    "ApiKey",
    "AuditEvent",
    "Change",
    "Comparison",
    "ComparisonTurn",
    "IdempotencyKey",
    "KnownAddress",
    "Member",
    "Person",
    "RateLimit",
    "Session",
    "SigningKey",
    "Team",
    "Version",
    "metadata",
]
