"""Says whether the service let in whom it should, and nobody else.

What is known before a request is sent and what is asked after its answer both count: an
answer is wrong only if it was wrong at both times, because others may have changed a
role in between.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from tests.contract import places, roles
from tests.contract.bystander import Bystander
from tests.contract.credentials import Admission, Caller, Credentials, State
from tests.contract.exchanges import Answer, Call
from tests.contract.roles import Role

# What changes the caller's own role, so that asking afterwards is too late.
_UNSETTLING = ("update_member", "remove_member", "delete_team")
_PLAIN = re.compile(r"[\w:.+-]*\w")


class Standing(Enum):
    """What a caller may do with what a request names."""

    STRANGER = "is not in the team"
    FORBIDDEN = "has a role that does not allow it"
    ALLOWED = "has a role that allows it"
    UNKNOWN = "has a role that nobody could be asked about"


class Outcome(Enum):
    """What there is to say of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """What there is to say of an answer, and why."""

    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Known:
    """What was known before a request was sent."""

    admission: Admission
    standing: Standing


_RIGHT = Verdict(Outcome.RIGHT)
_UNKNOWN = Verdict(Outcome.UNKNOWN)


class Judge:
    """Follows what is called and answered, and judges the answers."""

    def __init__(
        self,
        bystander: Bystander,
        credentials: Credentials,
        administrator: str = "",
    ) -> None:
        self._bystander = bystander
        self._administrator = administrator
        self._credentials = credentials
        self._roles: dict[tuple[str, str], Role] = {}
        self._deleted: set[str] = set()

    def foresee(self, call: Call) -> Known:
        """Return what is known of a request that is about to be sent."""
        admission = self._credentials.admission(call)
        team = call.parameters.get("team_id", "")
        if not admission.caller or not self._bystander.is_in(team):
            return Known(admission, Standing.UNKNOWN)
        fresh = call.operation.name in _UNSETTLING
        return Known(admission, self._standing(call, admission.caller, fresh=fresh))

    def judge(self, call: Call, known: Known, answer: Answer) -> Verdict | None:
        """Return what there is to say of an answer; None if it is about other things.

        Call it before `hear`.
        """
        if not call.operation.alternatives:
            return None
        if answer.status < 400:
            return self._let_in(call, known)
        judges: dict[tuple[int, str], Callable[[Call, Known], Verdict]] = {
            (401, "unauthenticated"): self._unauthenticated,
            (403, "insufficient_scope"): self._insufficient,
            (403, "forbidden"): self._forbidden,
            (404, "not_found"): self._not_found,
        }
        judge = judges.get((answer.status, answer.code))
        return judge(call, known) if judge else None

    def hear(self, call: Call, answer: Answer) -> None:
        """Learn from a request and its answer, whoever sent it."""
        self._credentials.hear(call, answer)
        if answer.status >= 400:
            return
        name, team = call.operation.name, call.parameters.get("team_id", "")
        if name == "create_team" and "authorization" in call.headers:
            made = answer.member("id")
            self._bystander.let_in(made, call.headers["authorization"])
        elif name == "delete_team":
            self._deleted.add(team)
        elif name in ("add_member", "update_member", "remove_member"):
            person = answer.member("person_id") or call.parameters.get("person_id", "")
            self._roles.pop((team, person), None)
            if name == "remove_member" and person == self._bystander.id:
                self._bystander.let_in(team, call.headers.get("authorization", ""))

    def is_for_everyone(self, call: Call) -> bool:
        """Whether a request is about what everyone sees of an API now."""
        named = ("team_id", "api_id", "comparison_id")
        names = [call.parameters[each] for each in named if each in call.parameters]
        is_of_api = "{team_id}/apis/{api_id}" in call.operation.path
        is_plain = is_of_api and all(map(_PLAIN.fullmatch, names))
        return is_plain and self._bystander.is_for_everyone(*names)

    def _let_in(self, call: Call, known: Known) -> Verdict:
        admission = known.admission
        if not admission.is_known:
            return _UNKNOWN
        if admission.lacking:
            return _wrong(call, known, "answered without the scope")
        if not admission.is_in:
            return _wrong(call, known, "answered to credentials that are no good")
        standing = known.standing
        if standing != Standing.ALLOWED and call.operation.name not in _UNSETTLING:
            standing = self._now(call, admission)
        if standing == Standing.ALLOWED:
            return _RIGHT
        if standing == Standing.UNKNOWN:
            return _UNKNOWN
        return _wrong(call, known, f"answered, though the caller {standing.value}")

    def _unauthenticated(self, call: Call, known: Known) -> Verdict:
        if known.admission.state == State.GOOD:
            return _wrong(call, known, "refused credentials that are good")
        is_refused = known.admission.state == State.ENDED
        return _RIGHT if is_refused else _UNKNOWN

    def _insufficient(self, call: Call, known: Known) -> Verdict:
        if not known.admission.is_known:
            return _UNKNOWN
        if known.admission.lacking:
            return _RIGHT
        return _wrong(call, known, "says that a scope is missing, and none is")

    def _forbidden(self, call: Call, known: Known) -> Verdict:
        admission = known.admission
        if not admission.is_known:
            return _UNKNOWN
        if not admission.is_in:
            return _wrong(call, known, "forbidden to credentials that are not enough")
        if known.standing == Standing.FORBIDDEN:
            return _RIGHT
        now = self._now(call, admission)
        if now == Standing.UNKNOWN:
            return _UNKNOWN
        if now == Standing.FORBIDDEN:
            return _RIGHT
        return _wrong(call, known, f"forbidden, though the caller {now.value}")

    def _not_found(self, call: Call, known: Known) -> Verdict:
        caller = known.admission.caller
        if not known.admission.is_known:
            return _UNKNOWN
        if caller is None or not known.admission.is_in:
            return _wrong(call, known, "looked up for credentials that are not enough")
        if known.standing == Standing.STRANGER or not self._is_there(call, caller):
            return _RIGHT
        if roles.LEAST[call.operation.name] is not None:
            now = self._now(call, known.admission)
            if now in (Standing.STRANGER, Standing.UNKNOWN):
                return _RIGHT if now == Standing.STRANGER else _UNKNOWN
        return _wrong(
            call, known, "not found, though the caller can see that it is there"
        )

    def _now(self, call: Call, admission: Admission) -> Standing:
        assert admission.caller is not None
        return self._standing(call, admission.caller, fresh=True)

    def _standing(self, call: Call, caller: Caller, *, fresh: bool) -> Standing:
        if call.operation.name in roles.OF_ADMINISTRATORS:
            is_one = caller.id == self._administrator
            return Standing.ALLOWED if is_one else Standing.FORBIDDEN
        if roles.LEAST[call.operation.name] is None:
            return Standing.ALLOWED
        team = call.parameters.get("team_id", "")
        role = self._role(team, caller, fresh=fresh)
        if role is None:
            return Standing.UNKNOWN
        if role == Role.STRANGER:
            return self._of_guest(call, caller)
        if role == Role.OWNER:
            return Standing.ALLOWED
        need = roles.needed(call, caller.id, lambda: self._target(call, role))
        if call.operation.name == "sign_proposal" and role >= Role.MEMBER:
            need = self._bystander.signer(team, call.parameters["api_id"])
        if need is None:
            return Standing.UNKNOWN
        if role < need and call.operation.name in roles.OF_AUTHORS:
            return self._of_author(call, caller)
        if role < need and call.operation.name == "create_proposal":
            return self._of_guest(call, caller, Standing.FORBIDDEN)
        return Standing.ALLOWED if role >= need else Standing.FORBIDDEN

    def _of_guest(
        self, call: Call, caller: Caller, else_: Standing = Standing.STRANGER
    ) -> Standing:
        """Return what is for everyone who sees an API, if that is everyone."""
        name = call.operation.name
        if not self.is_for_everyone(call):
            return else_
        if name in roles.OF_AUTHORS:
            return self._of_author(call, caller)
        # What of all comparisons is shown, nobody is asked.
        if "{comparison_id}" in call.operation.path:
            return Standing.UNKNOWN
        if name not in roles.OF_GUESTS or (name == "create_proposal" and caller.team):
            return Standing.FORBIDDEN
        return Standing.ALLOWED

    def _of_author(self, call: Call, caller: Caller) -> Standing:
        values = call.parameters
        author = self._bystander.author(
            values["team_id"], values["api_id"], values["proposal"]
        )
        return Standing.ALLOWED if author == caller.id else Standing.FORBIDDEN

    def _target(self, call: Call, role: Role) -> Role | None:
        # Whoever manages no members at all is refused whatever the other one is.
        if role < Role.MAINTAINER:
            return Role.VIEWER
        team, person = call.parameters["team_id"], call.parameters["person_id"]
        return self._asked(team, person, fresh=True)

    def _role(self, team: str, caller: Caller, *, fresh: bool) -> Role | None:
        if team in self._deleted:
            return Role.STRANGER
        if caller.team:
            return roles.ROLE_OF_KEYS if caller.team == team else Role.STRANGER
        return self._asked(team, caller.id, fresh=fresh)

    def _asked(self, team: str, person: str, *, fresh: bool) -> Role | None:
        if not (_PLAIN.fullmatch(team) and _PLAIN.fullmatch(person)):
            return Role.STRANGER
        if fresh or (team, person) not in self._roles:
            role = self._bystander.role(team, person)
            if role is None:
                return None
            self._roles[team, person] = role
        return self._roles[team, person]

    def _is_there(self, call: Call, caller: Caller) -> bool:
        """Whether what a request names is there, as far as the caller may know."""
        values = call.parameters
        if not all(map(_PLAIN.fullmatch, values.values())):
            return False
        if session := values.get("session_id"):
            return self._credentials.is_open(session, caller)
        team = values.get("team_id", "")
        # Whom an invitation is for, nobody knows but they, nor what somebody allowed in
        # a browser.
        if not team or not self._bystander.is_in(team):
            return False
        if invitation := values.get("invitation_id"):
            return self._credentials.is_invitation(invitation, team)
        if person := values.get("person_id"):
            role = self._asked(team, person, fresh=True)
            return role not in (None, Role.STRANGER)
        if key := values.get("api_key_id"):
            return self._credentials.is_key(key, team)
        if client := values.get("oauth_client_id"):
            return self._credentials.is_client(client, team)
        if webhook := values.get("webhook_id"):
            delivery = values.get("delivery_id")
            return self._credentials.is_webhook(webhook, team, delivery)
        if not all(map(self._bystander.sees, places.of(call))):
            return False
        return all(self._bystander.sees_item(*each) for each in places.items(call))


def _wrong(call: Call, known: Known, reason: str) -> Verdict:
    caller = known.admission.caller
    who = caller.id if caller else "nobody that is known"
    name = call.operation.name
    least = roles.LEAST[name]
    need = f", which needs {least.name.lower()}" if least else ""
    return Verdict(Outcome.WRONG, f"{name}{need}, as {who}: {reason}.")
