"""What is known of access tokens and API keys from having heard them given out.

Nobody else can know: a service that takes a revoked token, or none of the good ones,
would say the same of it when asked.
"""

import base64
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tests.contract.exchanges import Answer, Call

_TOKEN = re.compile(r"Bearer [\w-]+\.([\w-]+)\.[\w-]+")
_KEY = re.compile(r"csk_[A-Za-z0-9]{40,60}")
# A token this close to its end, in seconds, may be taken or refused.
_END = 10.0


@dataclass(frozen=True)
class Caller:
    """A person in a session, or a team's key with its scopes.

    A session has every scope, whatever its token says: nobody who logs in can choose.
    """

    id: str
    session: str = ""
    team: str = ""
    scopes: frozenset[str] = frozenset()


class State(Enum):
    """Whether credentials should be taken."""

    GOOD = "good"
    UNTRIED = "never taken yet, so perhaps ended unheard"
    ENDED = "revoked, or made up"
    UNKNOWN = "given out unheard, or about to expire"


@dataclass(frozen=True)
class Admission:
    """What a request should be let in as, and which scopes it lacks."""

    state: State
    caller: Caller | None = None
    lacking: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        """Whether it can be told who is calling."""
        return self.state != State.UNKNOWN

    @property
    def is_in(self) -> bool:
        """Whether the credentials and their scopes are enough."""
        return self.state in (State.GOOD, State.UNTRIED) and not self.lacking


_NOBODY = Admission(State.ENDED)


_ENDING = (
    *("revoke_session", "revoke_api_key", "delete_webhook", "delete_team"),
    *("revoke_invitation", "decline_invitation", "accept_invitation"),
    "delete_oauth_client",
)
_ENDING_SESSIONS = ("suspend_account", "end_account_sessions")


class Credentials:
    """Says as whom a request should be let in."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._keys: dict[str, Caller] = {}
        self._webhooks: dict[str, str] = {}
        self._invitations: dict[str, str] = {}
        self._clients: dict[str, str] = {}
        self._deliveries: set[tuple[str, str]] = set()
        self._sessions: defaultdict[str, set[str]] = defaultdict(set)
        self._refreshable: dict[str, Caller] = {}
        self._taken: set[str] = set()
        self._ended: set[str] = set()

    def admission(self, call: Call) -> Admission:
        """Return what a request should be let in as.

        The first alternative counts whose credentials are good and have the scopes.
        """
        found = _NOBODY
        for scheme, scopes in call.operation.alternatives:
            header = "x-api-key" if scheme == "api_key" else "authorization"
            state, caller = self._look_up(scheme, call.headers.get(header, ""))
            if state == State.UNKNOWN:
                return Admission(state)
            if caller is None or state == State.ENDED:
                continue
            lacking = scopes - caller.scopes if caller.team else frozenset()
            admission = Admission(state, caller, lacking)
            if admission.is_in:
                return admission
            found = admission if found is _NOBODY else found
        return found

    def is_open(self, session: str, caller: Caller) -> bool:
        """Whether this is a session of the caller, who can't but see it."""
        known = session in self._sessions[caller.id] & self._taken
        return known and session not in self._ended

    def is_key(self, key: str, team: str) -> bool:
        """Whether this is a key of a team, not revoked."""
        known = any(c.id == key and c.team == team for c in self._keys.values())
        return known and not {key, team} & self._ended

    def is_invitation(self, invitation: str, team: str) -> bool:
        """Whether this is an open invitation to a team."""
        is_of_team = self._invitations.get(invitation) == team
        return is_of_team and not {invitation, team} & self._ended

    def is_webhook(self, webhook: str, team: str, delivery: str | None) -> bool:
        """Whether this is a webhook of a team, with such a delivery if one is named."""
        known = delivery is None or (webhook, delivery) in self._deliveries
        is_of_team = self._webhooks.get(webhook) == team
        return known and is_of_team and not {webhook, team} & self._ended

    def is_client(self, client: str, team: str) -> bool:
        """Whether this is a client of OAuth of a team."""
        return self._clients.get(client) == team and not {client, team} & self._ended

    def hear(self, call: Call, answer: Answer) -> None:
        """Learn from a request and its answer."""
        name, parameters = call.operation.name, call.parameters
        caller = self.admission(call).caller
        if caller and answer.status != 401:
            self._remember(caller, taken=bool(call.operation.alternatives))
        if answer.code == "refresh_token_reused":
            used = self._refreshable.get(str(call.member("refresh_token")))
            self._ended |= {used.session} if used else set()
        if answer.status >= 400:
            return
        if name in ("create_session", "create_passkey_session", "refresh_session"):
            self._open(answer)
        elif name in ("create_api_key", "create_oauth_client"):
            self._add(name, parameters["team_id"], answer)
        elif name == "create_invitation" or (
            "webhook" in name and name != "delete_webhook"
        ):
            self._hear_of_what_is_made(name, parameters, answer)
        elif name in (*_ENDING, *_ENDING_SESSIONS):
            self._ended |= self._ended_by(name, parameters)
        elif caller and name == "delete_me":
            self._ended |= {caller.id}
        elif caller and name == "update_me" and call.member("new_password"):
            self._ended |= self._sessions[caller.id] - {caller.session}

    def _ended_by(self, name: str, parameters: Mapping[str, str]) -> set[str]:
        if name in _ENDING_SESSIONS:
            return self._sessions[parameters["person_id"]]
        return {parameters[name.split("_", 1)[1] + "_id"]}

    def _remember(self, caller: Caller, *, taken: bool) -> None:
        if caller.session:
            self._sessions[caller.id].add(caller.session)
            self._taken |= {caller.session} if taken else set()

    def _open(self, answer: Answer) -> None:
        if caller := _claims(f"Bearer {answer.member('access_token')}")[0]:
            self._refreshable[str(answer.member("refresh_token"))] = caller
            # Heard from the service itself, so that it has to take it.
            self._remember(caller, taken=True)

    def _hear_of_what_is_made(
        self, name: str, parameters: Mapping[str, str], answer: Answer
    ) -> None:
        if name == "create_invitation":
            self._invitations[answer.member("id")] = parameters["team_id"]
        elif name == "create_webhook":
            self._webhooks[answer.member("webhook")["id"]] = parameters["team_id"]
        elif name == "list_webhook_deliveries":
            webhook, items = parameters["webhook_id"], answer.member("items")
            self._deliveries |= {(webhook, each["id"]) for each in items}

    def _add(self, name: str, team: str, answer: Answer) -> None:
        if name == "create_oauth_client":
            self._clients[answer.member("client")["id"]] = team
            return
        key: dict[str, Any] = answer.member("api_key")
        caller = Caller(key["id"], team=team, scopes=frozenset(key["scopes"]))
        self._keys[answer.member("secret")] = caller

    def _look_up(self, scheme: str, value: str) -> tuple[State, Caller | None]:
        if scheme == "api_key":
            caller, expires = self._keys.get(value), float("inf")
            if caller is None and _KEY.fullmatch(value):
                return State.UNKNOWN, None
        else:
            caller, expires = _claims(value)
        if caller is None or {caller.id, caller.session, caller.team} & self._ended:
            return State.ENDED, None
        if expires < self._clock() + _END:
            return State.UNKNOWN, None
        if caller.session and caller.session not in self._taken:
            return State.UNTRIED, caller
        return State.GOOD, caller


def _claims(authorization: str) -> tuple[Caller | None, float]:
    """Return who a token says that it is for, and when it ends.

    Its signature is not checked: no fuzzer writes claims that are right by chance.
    """
    matched = _TOKEN.fullmatch(authorization)
    try:
        padded = f"{matched[1]}===" if matched else ""
        claims = json.loads(base64.urlsafe_b64decode(padded))
        return Caller(claims["sub"], claims["sid"]), float(claims["exp"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None, 0.0
