"""What people may take along: all that is stored about them (GDPR, articles 15, 20)."""

import asyncio
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from pydantic_core import from_json, to_json

from impl.database.unit_of_work import Database
from impl.repositories import people, personal_data
from impl.security import ids
from impl.security.caller import Caller
from impl.services.access import found

FORMAT: Final = "countersign.person/1"
_PREFIXES: Final = {
    "people": ids.PERSON,
    "sessions": ids.SESSION,
    "passkeys": ids.PASSKEY,
    "openid_identities": ids.OPENID_IDENTITY,
    "teams": ids.TEAM,
    "invitations": ids.INVITATION,
    "api_keys": ids.API_KEY,
    "oauth_clients": ids.OAUTH_CLIENT,
    "oauth_grants": ids.GRANT,
    "apis": ids.API,
    "versions": ids.VERSION,
    "proposals": ids.PROPOSAL,
    "reviews": ids.REVIEW,
    "comment_threads": ids.THREAD,
    "comments": ids.COMMENT,
    "acceptances": ids.ACCEPTANCE,
    "consumers": ids.CONSUMER,
    "verifications": ids.VERIFICATION,
    "audit_events": ids.EVENT,
}
_Rows = list[dict[str, Any]]


class PersonalData:
    """Collects what is stored about people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def export(self, caller: Caller) -> bytes:
        """Return all that is stored about the caller, as a document in JSON."""
        reader = self._database.read()
        person_id = found(caller.person_id, "account")
        person = found(await people.find(reader, person_id), "account")
        texts = await personal_data.of_person(
            reader, person_id, caller.name, person.email
        )
        # There may be years of it.
        return await asyncio.to_thread(_document, texts)


def _document(texts: dict[str, str]) -> bytes:
    records = {
        table: _readable(table, from_json(text)) for table, text in texts.items()
    }
    now = datetime.now(UTC)
    document = {"format": FORMAT, "exported_at": now, "records": records}
    return to_json(document, indent=2)


def _readable(table: str, rows: _Rows) -> _Rows:
    """Return rows with the ids that the API has for what they speak of."""
    prefixes = {
        column: _PREFIXES[of]
        for column, of in personal_data.referred(table).items()
        if of in _PREFIXES
    }
    for row in rows:
        for column, prefix in prefixes.items():
            if isinstance(value := row[column], list):
                row[column] = [ids.encode(prefix, UUID(each)) for each in value]
            elif value is not None:
                row[column] = ids.encode(prefix, UUID(value))
    return rows
