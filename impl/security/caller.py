"""Who is calling, once their credentials have been checked."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from impl.security import ids


# With room for a name, which is made once: a caller is remembered with their token.
@dataclass(frozen=True)
class Caller:
    """A person, or what is of a team: an API key or a client of OAuth.

    A person acts in a session or by a client that they allow something. What does not
    apply is None.
    """

    person_id: UUID | None = None
    session_id: UUID | None = None
    api_key_id: UUID | None = None
    team_id: UUID | None = None
    client_id: UUID | None = None

    @cached_property
    def name(self) -> str:
        """The caller's own id, for audit records and whatever is kept per caller."""
        if self.person_id is not None:
            return ids.encode(ids.PERSON, self.person_id)
        if self.api_key_id is not None:
            return ids.encode(ids.API_KEY, self.api_key_id)
        if self.client_id is not None:
            return ids.encode(ids.OAUTH_CLIENT, self.client_id)
        return "anonymous"


ANONYMOUS = Caller()
