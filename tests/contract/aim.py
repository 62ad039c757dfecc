"""Makes a share of the valid requests succeed, which random values never would.

Every second valid request of an operation is aimed at something that exists, with its
current entity tag; the others stay as the fuzzer made them. Every fourth of these, if
its path names a team, is sent by somebody who is less than the owner. And of new
passwords that are guessed too soon only every fourth is left as it was made, and none
where the fuzzer tries out all the bounds, which would then all be refused.
"""

import contextlib
import itertools
import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import schemathesis
from schemathesis.generation.meta import CoveragePhaseData, TestPhase

from scripts.proving.people import PASSWORD, PersonClient
from scripts.proving.requests import PopulationError
from tests.contract.account_aim import GIVEN, MEMBERS, AccountAim
from tests.contract.guessed import PASSWORDS, is_guessed
from tests.contract.oauth_aim import OAuthAim
from tests.contract.targets import Targets

Case = schemathesis.Case[Any]

_SPENT = {
    "delete_team": "team_id",
    "delete_api": "api_id",
    "remove_member": "person_id",
    "revoke_api_key": "api_key_id",
    "revoke_invitation": "invitation_id",
    "accept_invitation": "invitation_id",
    "decline_invitation": "invitation_id",
    "delete_oauth_client": "oauth_client_id",
    "delete_consumer": "consumer_id",
    "delete_consumer_version": "consumer_version_id",
    "delete_environment": "environment_id",
    "delete_webhook": "webhook_id",
    "update_webhook": "webhook_id",
    "withdraw_proposal": "proposal",
    "revoke_acceptance": "acceptance_id",
    "sign_proposal": "proposal",
}
# What says of the state of a thing is read where the thing is.
_OF_STATE = re.compile("/(deprecation|end|withdrawal)$")
_PLAIN_PATH = re.compile(r"[\w/.:+-]{1,300}")
_TAGS = r'(W/)?"[!#-~]*"(, ?(W/)?"[!#-~]*")*'
_CONDITIONS = {
    "If-Match": re.compile(_TAGS),
    "If-None-Match": re.compile(rf"\*|{_TAGS}"),
}
_NUMBERS = {"proposal", "revision"}
_STALE = '"1"'
_EVENT = re.compile("evt_[0-7][0-9a-hjkmnp-tv-z]{25}")
_FIRST_EVENT = "evt_00000000000000000000000000"
_STAND_IN = 4
_WEAK = 4
_CREDENTIALS = {"Authorization", "X-Api-Key"}
_FILLER = "0"
# As Schemathesis passes on what an answer says there is none of.
_NOTHING = (None, "None")
_UNIQUE = {
    "register_person": "email",
    "create_invitation": "email",
    "create_team": "name",
    "create_api": "name",
    "create_api_key": "name",
    "create_consumer": "name",
    "create_environment": "name",
}


class Aim:
    """Changes valid cases before they are sent, and learns from what is answered."""

    def __init__(
        self,
        url: str,
        heard: Callable[[httpx2.Response], None] | None = None,
        mail: str = "",
        administrator: str = "",
        database: str = "",
    ) -> None:
        self._targets = Targets(url, heard)
        self._accounts = AccountAim(self._targets, url, mail, administrator, database)
        self._turns: defaultdict[str, Iterator[int]] = defaultdict(itertools.count)
        self._stand_in = ""
        self._numbers = itertools.count(1)
        self._prefix = f"fuzzed-{secrets.token_hex(4)}"
        # Access tokens of the sessions that the fuzzer opened for whomever it likes.
        self._sessions: dict[str, str] = {}
        self._special: dict[str, Callable[[Case], None]] = {
            "create_session": self._log_in,
            "refresh_session": self._refresh,
            "revoke_session": self._revoke,
            "delete_me": self._leave,
            "revoke_grant": self._take_back,
            "add_member": self._invite,
            "publish_version": self._publish,
            "compare_document": self._compare_document,
            "add_revision": self._revise,
            "create_review": self._begin_threads,
            "create_thread": self._begin_threads,
            "answer_for_consumer": self._name_revision,
            "sign_proposal": self._name_revision,
            "create_comparison": self._compare_versions,
            "verify_certificate": self._verify,
            "register_consumer_version": self._register,
            "record_api_deployment": self._name_version,
            "record_consumer_deployment": self._name_version,
            "can_i_deploy_api": self._name_version,
            "can_i_deploy_consumer": self._name_version,
        }
        self._of_oauth = OAuthAim(self._targets.regular)

    def learn(self, case: Case, status: int, answer: Callable[[], Any]) -> None:
        """Remember the session that a log-in opened."""
        if _operation_id(case) == "create_session" and status == 201:
            tokens = answer()
            self._sessions[tokens["session_id"]] = tokens["access_token"]

    def take(self, case: Case) -> None:
        """Mend what the fuzzer can't write; aim every second case of an operation."""
        _mend_conditions(case)
        self._own_session(case)
        self._rename(case)
        name = _operation_id(case)
        self._lead_somewhere(case, name)
        number = next(self._turns[name])
        is_left_weak = number % _WEAK == 0 and _phase(case) != TestPhase.COVERAGE
        if name in PASSWORDS and not is_left_weak:
            _strengthen(case, PASSWORDS[name])
        turn, is_left = divmod(number, 2)
        # What somebody makes up is refused every time.
        if is_left and name not in GIVEN:
            return
        try:
            self._aim_path(case, name)
            if name in self._special:
                self._special[name](case)
            if name in self._accounts.known:
                self._aim_account(case, name)
            self._of_oauth.take(name, case, is_free=_free)
        except PopulationError:
            # The caller may be anybody, and allowed nothing.
            return
        if turn % _STAND_IN == _STAND_IN - 1:
            self._recast(case)
        # A tag is of what its reader sees, their role is a part of it.
        self._aim_condition(case)
        if self.is_by_stand_in(case):
            # Other credentials make no valid request an invalid one, but Schemathesis
            # would look them up among the parameters of the operation.
            case._sync_validated_hashes()

    def is_by_stand_in(self, case: Case) -> bool:
        """Whether this is the latest request that a stand-in sent for the caller."""
        return case.id == self._stand_in

    def _recast(self, case: Case) -> None:
        team = (case.path_parameters or {}).get("team_id")
        owner = case.headers.get("Authorization")
        is_free = _free(case, "path") and _free(case, "header")
        if not team or not owner or not is_free or _phase(case) == TestPhase.STATEFUL:
            return
        try:
            credentials = self._targets.stand_in(team, owner)
        except PopulationError:
            return
        del case.headers["Authorization"]
        case.headers.update(credentials)
        self._stand_in = case.id

    def _rename(self, case: Case) -> None:
        # A sequence that is tried again should not stumble over its own first try.
        member = _UNIQUE.get(_operation_id(case))
        if _phase(case) != TestPhase.STATEFUL or not isinstance(case.body, dict):
            return
        if member and member in case.body:
            domain = "@example.com" if member == "email" else ""
            case.body[member] = f"{self._prefix}-{next(self._numbers)}{domain}"

    def _own_session(self, case: Case) -> None:
        # A session belongs to who logged in, which need not be who sends the requests.
        session = (case.path_parameters or {}).get("session_id")
        if token := self._sessions.get(str(session)):
            case.headers["Authorization"] = f"Bearer {token}"

    def _lead_somewhere(self, case: Case, name: str) -> None:
        """Let no link end where an answer had null, which is no valid part of a path.

        So it is with the API of a record that is about none.
        """
        if not any(
            value in _NOTHING for value in (case.path_parameters or {}).values()
        ):
            return
        # Without credentials nobody gets as far as the path.
        if authorization := case.headers.get("Authorization"):
            with contextlib.suppress(PopulationError):
                self._fill_path(case, name, authorization)

    def _fill_path(self, case: Case, name: str, authorization: str) -> None:
        names = case.path_parameters.keys()
        found = self._targets.parameters(authorization, names, _SPENT.get(name))
        numbers = {name: int(found[name]) for name in _NUMBERS & found.keys()}
        case.path_parameters.update(found | numbers)

    def _aim_path(self, case: Case, name: str) -> None:
        authorization = case.headers.get("Authorization")
        # Where a sequence of calls goes, its links say.
        if authorization and _phase(case) != TestPhase.STATEFUL and _free(case, "path"):
            self._fill_path(case, name, authorization)

    def _aim_condition(self, case: Case) -> None:
        for name in _CONDITIONS.keys() & set(case.headers):
            path = _OF_STATE.sub("", case.formatted_path)
            if _free(case, "header") and _PLAIN_PATH.fullmatch(path):
                credentials = {
                    k: case.headers[k] for k in _CREDENTIALS & case.headers.keys()
                }
                tag = self._targets.etag(path, credentials)
                case.headers[name] = tag or case.headers[name]

    def _aim_account(self, case: Case, name: str) -> None:
        is_free = _free(case, "path") and _free(case, "body")
        if _phase(case) == TestPhase.STATEFUL or not (is_free or name in GIVEN):
            return
        body, sender, place = self._accounts.known[name]()
        if not is_free:
            # Of what is tried out here, only what is given is no good as it is.
            if isinstance(case.body, dict) and body:
                shared = {*MEMBERS} & case.body.keys() & body.keys()
                case.body.update({member: body[member] for member in shared})
                _strengthen(case, "new_password")
                if sender:
                    self._act_as(case, sender)
            return
        if body is not None:
            case.body = body
        case.path_parameters.update(place)
        if sender:
            self._act_as(case, sender)

    def _begin_threads(self, case: Case) -> None:
        """Speak of the latest revision, and of places that are there."""
        self._name_revision(case)
        if not _free(case, "body") or not isinstance(case.body, dict):
            return
        begun = case.body.get("threads")
        for each in (case.body, *(begun if isinstance(begun, list) else ())):
            if isinstance(each, dict) and isinstance(each.get("anchor"), dict):
                each["anchor"] = {"side": "revision", "pointer": "/info"}

    def _log_in(self, case: Case) -> None:
        if _free(case, "body"):
            case.body = {"email": self._targets.regular().email, "password": PASSWORD}

    def _refresh(self, case: Case) -> None:
        if _free(case, "body"):
            case.body = {"refresh_token": self._targets.regular().refresh_token}

    def _revoke(self, case: Case) -> None:
        if _phase(case) != TestPhase.STATEFUL and _free(case, "path"):
            person = self._targets.regular()
            case.path_parameters["session_id"] = person.belongings.session_ids[-1]
            self._act_as(case, person)

    def _take_back(self, case: Case) -> None:
        if _phase(case) != TestPhase.STATEFUL and _free(case, "path"):
            person = self._targets.regular()
            case.path_parameters["grant_id"] = self._of_oauth.grant()
            self._act_as(case, person)

    def _leave(self, case: Case) -> None:
        # The fuzzing person owns teams and so can't go.
        self._act_as(case, self._targets.newcomer())

    def _invite(self, case: Case) -> None:
        if _free(case, "body") and isinstance(case.body, dict):
            case.body["email"] = self._targets.newcomer().email

    def _publish(self, case: Case) -> None:
        number = next(self._numbers)
        version = f"{number}.{number}.0"
        if "version" in case.query and _free(case, "query"):
            case.query["version"] = version
        if _free(case, "body"):
            case.body = _contract(number)

    def _compare_document(self, case: Case) -> None:
        if _free(case, "body"):
            case.body = _contract(next(self._numbers))

    def _revise(self, case: Case) -> None:
        authorization = case.headers.get("Authorization")
        if authorization and "base" in case.query and _free(case, "query"):
            place = case.path_parameters
            case.query["base"] = self._targets.one_version(authorization, place)
        if _free(case, "body"):
            case.body = _contract(next(self._numbers))

    def _name_revision(self, case: Case) -> None:
        """Speak of a revision that is there, and is the latest."""
        authorization = case.headers.get("Authorization")
        if authorization and _free(case, "body") and isinstance(case.body, dict):
            place = case.path_parameters
            case.body["revision"] = self._targets.revision(authorization, place)
            case.body.pop("version", None)

    def _compare_versions(self, case: Case) -> None:
        authorization = case.headers.get("Authorization")
        if authorization and _free(case, "body") and isinstance(case.body, dict):
            place = case.path_parameters
            base, revision = self._targets.two_versions(authorization, place)
            case.body |= {"base": base, "revision": revision}

    def _verify(self, case: Case) -> None:
        authorization = case.headers.get("Authorization")
        if authorization and _free(case, "body"):
            case.body = {"certificate": self._targets.certificate(authorization)}

    def _register(self, case: Case) -> None:
        authorization = case.headers.get("Authorization")
        if authorization and _free(case, "body") and isinstance(case.body, dict):
            team = case.path_parameters["team_id"]
            contract = self._targets.contract(authorization, team)
            said = case.body.get("built_against")
            case.body["built_against"] = [{**_usage_in(said), **contract}]

    def _name_version(self, case: Case) -> None:
        """Ask for a version that is there, in the body or in the query."""
        authorization = case.headers.get("Authorization")
        where = "query" if case.method.upper() == "GET" else "body"
        said = case.query if where == "query" else case.body
        if authorization and _free(case, where) and isinstance(said, dict):
            place = case.path_parameters
            said["version"] = self._targets.one_version(authorization, place)

    @staticmethod
    def _act_as(case: Case, person: PersonClient) -> None:
        if "Authorization" in case.headers:
            case.headers["Authorization"] = person.headers["Authorization"]


def _strengthen(case: Case, member: str) -> None:
    """Have a password that is guessed soon be another one of the same length."""
    if not isinstance(case.body, dict):
        return
    password = case.body.get(member)
    if isinstance(password, str) and is_guessed(password):
        size = len(password)
        case.body[member] = secrets.token_urlsafe(size)[:size]


def _contract(number: int) -> dict[str, Any]:
    info = {"title": f"Contract {number}", "version": f"{number}.{number}.0"}
    return {"openapi": "3.1.0", "info": info, "paths": {}}


def _usage_in(said: Any) -> dict[str, Any]:
    """Return some usage that was said, of no operation that there may not be."""
    for each in said if isinstance(said, list) else ():
        if isinstance(each, dict) and isinstance(each.get("usage"), dict):
            return {"usage": {**each["usage"], "operations": {}, "webhooks": {}}}
    return {}


def _operation_id(case: Case) -> str:
    return str(case.operation.definition.raw.get("operationId"))


def _phase(case: Case) -> TestPhase | None:
    return case.meta.phase.name if case.meta else None


def _free(case: Case, location: str) -> bool:
    """Whether a part of the request is not what the coverage phase is trying out."""
    data = case.meta.phase.data if case.meta else None
    if not isinstance(data, CoveragePhaseData):
        return True
    return data.parameter_location is None or data.parameter_location != location


def mend_filler(case: Case) -> None:
    """Let an invalid case of the coverage phase be wrong in what it tries out only.

    Schemathesis 4.32 never writes a quotation mark in a header there. Every case of an
    operation with If-Match would be refused for its entity tag, whatever its body is.
    """
    for name in _CONDITIONS.keys() & set(case.headers):
        is_coverage = _phase(case) == TestPhase.COVERAGE
        if is_coverage and case.headers[name] == _FILLER and _free(case, "header"):
            case.headers[name] = _STALE


def _mend_conditions(case: Case) -> None:
    event = case.headers.get("Last-Event-ID")
    if event is not None and not _EVENT.fullmatch(str(event)):
        case.headers["Last-Event-ID"] = _FIRST_EVENT
    for name in _CONDITIONS.keys() & set(case.headers):
        value = case.headers[name]
        if not isinstance(value, str) or not _CONDITIONS[name].fullmatch(value):
            case.headers[name] = _STALE
