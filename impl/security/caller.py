"""Who is calling, once their credentials have been checked."""

from dataclasses import dataclass
from uuid import UUID

from impl.security import ids


@dataclass(frozen=True, slots=True)
class Caller:
    """A person in a session, or a team's API key; the other fields are None."""

    person_id: UUID | None = None
    session_id: UUID | None = None
    api_key_id: UUID | None = None
    team_id: UUID | None = None

    @property
    def name(self) -> str:
        """The caller's own id, for audit records and whatever is kept per caller."""
        if self.person_id is not None:
            return ids.encode(ids.PERSON, self.person_id)
        if self.api_key_id is not None:
            return ids.encode(ids.API_KEY, self.api_key_id)
        return "anonymous"


ANONYMOUS = Caller()
