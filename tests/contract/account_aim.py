"""Valid requests about accounts, which take what came by mail or what a clock shows."""

from collections.abc import Callable
from typing import Any

import pyotp

from scripts.proving.people import PASSWORD, PersonClient
from scripts.proving.requests import PopulationError
from scripts.proving.service import vouch
from tests.contract.postbox import PROOF, RESET, Postbox
from tests.contract.targets import Targets
from tests.support.passkeys import Device

_ME = "/v1/people/me"
_FACTOR = f"{_ME}/second-factor"
_PASSKEYS = f"{_ME}/passkeys"
# What came by mail, or what a device signed, nobody makes up.
GIVEN = ("prove_email", "reset_password", "add_passkey", "create_passkey_session")
# The member of a body that holds it.
MEMBERS = ("token", "credential")
# A body, or nothing, and who sends it, if that matters.
Aimed = tuple[dict[str, Any] | None, PersonClient | None, dict[str, str]]


class AccountAim:
    """Says what a request has to hold that succeeds.

    Args:
        targets: makes people.
        url: where the service is, for the pages that devices are asked by.
        mail: the folder that the service leaves mail in, if it is known.
        administrator: the address of one, if there is one.
        database: the service's, if it is known, for what no client can do.
    """

    def __init__(
        self,
        targets: Targets,
        url: str,
        mail: str,
        administrator: str,
        database: str,
    ) -> None:
        self._targets = targets
        self._origin = url.rstrip("/")
        self._administrator = administrator
        self._database = database
        self._postbox = Postbox(mail)
        self._proven: PersonClient | None = None
        self.known: dict[str, Callable[[], Aimed]] = {
            "prove_email": self._prove,
            "reset_password": self._reset,
            "begin_second_factor": self._begin,
            "confirm_second_factor": self._confirm,
            "remove_second_factor": self._remove,
            "begin_passkey": self._begin_passkey,
            "add_passkey": self._add_passkey,
            "rename_passkey": self._rename_passkey,
            "remove_passkey": self._remove_passkey,
            "create_passkey_session": self._use_passkey,
            "list_openid_identities": self._list_identities,
            "remove_openid_identity": self._remove_identity,
            "list_own_invitations": self._list,
            "accept_invitation": self._answer,
            "decline_invitation": self._answer,
            "list_accounts": self._oversee,
            "suspend_account": self._oversee,
            "resume_account": self._oversee,
            "end_account_sessions": self._oversee,
        }

    def _prove(self) -> Aimed:
        person = self._targets.newcomer()
        return {"token": self._postbox.token(person.email, PROOF)}, None, {}

    def _reset(self) -> Aimed:
        person = self._targets.newcomer()
        person.call("POST", "/v1/password-resets", 202, {"email": person.email})
        token = self._postbox.token(person.email, RESET)
        return {"token": token, "new_password": PASSWORD}, None, {}

    def _begin(self) -> Aimed:
        return {"current_password": PASSWORD}, self._targets.newcomer(), {}

    def _confirm(self) -> Aimed:
        person = self._targets.newcomer()
        return {"code": _code(person)}, person, {}

    def _remove(self) -> Aimed:
        person = self._targets.newcomer()
        path = f"{_FACTOR}/confirmation"
        codes = person.call("POST", path, 200, {"code": _code(person)})
        code = codes["recovery_codes"][0]
        return {"current_password": PASSWORD, "code": code}, person, {}

    def _begin_passkey(self) -> Aimed:
        return None, self._targets.newcomer(), {}

    def _add_passkey(self) -> Aimed:
        person, device = self._targets.newcomer(), Device(self._origin)
        return _made(person, device), person, {}

    def _rename_passkey(self) -> Aimed:
        person = self._targets.newcomer()
        passkey = self._passkey(person, Device(self._origin))
        return {"name": "A phone"}, person, {"passkey_id": passkey}

    def _remove_passkey(self) -> Aimed:
        person = self._targets.newcomer()
        passkey = self._passkey(person, Device(self._origin))
        return None, person, {"passkey_id": passkey}

    def _use_passkey(self) -> Aimed:
        person, device = self._targets.newcomer(), Device(self._origin)
        self._passkey(person, device)
        options = person.call("POST", "/v1/passkey-challenges", 200)
        return {"credential": device.sign(options)}, None, {}

    def _passkey(self, person: PersonClient, device: Device) -> str:
        made = person.call("POST", _PASSKEYS, 201, _made(person, device))
        return str(made["id"])

    def _list_identities(self) -> Aimed:
        return None, self._vouched_for(), {}

    def _remove_identity(self) -> Aimed:
        person = self._vouched_for()
        listed = person.call("GET", f"{_ME}/openid-identities", 200)["items"]
        return None, person, {"openid_identity_id": listed[0]["id"]}

    def _vouched_for(self) -> PersonClient:
        if not self._database:
            raise PopulationError("Nobody is vouched for without a database.")
        person = self._targets.newcomer()
        vouch(self._database, person.email)
        return person

    def _list(self) -> Aimed:
        return None, self._whoever_is_proven(), {}

    def _answer(self) -> Aimed:
        person, host = self._whoever_is_proven(), self._targets.regular()
        invitation = host.invite(host.create_team(), person.email)
        return None, person, {"invitation_id": invitation}

    def _oversee(self) -> Aimed:
        person = self._targets.newcomer().belongings.person_ids[0]
        place = {"person_id": person}
        return None, self._targets.known(self._administrator), place

    def _whoever_is_proven(self) -> PersonClient:
        if self._proven is None:
            person = self._targets.newcomer()
            token = self._postbox.token(person.email, PROOF)
            person.call("POST", "/v1/email-proofs/completion", 204, {"token": token})
            self._proven = person
        else:
            self._proven.log_in()
        return self._proven


def _made(person: PersonClient, device: Device) -> dict[str, Any]:
    """Begin, and return what a device makes of that."""
    options = person.call("POST", f"{_ME}/passkey-challenges", 200)
    return {"name": "A phone", "credential": device.make(options)}


def _code(person: PersonClient) -> str:
    """Begin, and return what an authenticator shows."""
    made = person.call("PUT", _FACTOR, 200, {"current_password": PASSWORD})
    return pyotp.TOTP(made["secret"]).now()
