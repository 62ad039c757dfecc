"""The port of the tag `people`.

Accounts of people.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import people as responses
from ..runtime.http.context import Context, not_implemented


class PeoplePort(Protocol):
    """What an implementation of `people` provides."""

    async def register_person(
        self,
        context: Context,
        *,
        idempotency_key: str | None,
        body: models.PersonRegistration,
    ) -> responses.RegisterPersonResult:
        """Register

        Creates an account. Log in with `POST /v1/sessions` afterwards. Where the
        service sends mail, a message brings a token for `prove_email`; until the
        address is proven, nothing counts that goes by it. A service may take those
        only who are invited to a team, or nobody: 403 `registration_closed`.

        `#/paths/~1v1~1people/post` in the contract.
        """
        ...

    async def get_me(
        self,
        context: Context,
        *,
        if_none_match: str | None,
    ) -> responses.GetMeResult:
        """Read one's own account

        The account of the person whose access token is used.

        `#/paths/~1v1~1people~1me/get` in the contract.
        """
        ...

    async def delete_me(
        self,
        context: Context,
        *,
        if_match: str,
    ) -> responses.DeleteMeResult:
        """Delete one's own account

        Ends all sessions and memberships. Refused with 409 while the person is the
        last owner of a team, and with 403 `fresh_login_required` unless the person
        logged in a short while ago: log in again.

        `#/paths/~1v1~1people~1me/delete` in the contract.
        """
        ...

    async def update_me(
        self,
        context: Context,
        *,
        if_match: str,
        body: models.PersonPatch,
    ) -> responses.UpdateMeResult:
        """Change one's own account

        A merge patch. Changing the password ends all other sessions. Where the
        service sends mail, a new email address is `new_email` until it is proven,
        and a message tells the old one.

        `#/paths/~1v1~1people~1me/patch` in the contract.
        """
        ...

    async def export_me(
        self,
        context: Context,
    ) -> responses.ExportMeResult:
        """Take along all that is stored about oneself

        One JSON document, `format` `countersign.person/1`: `records` has, by the
        name of each table, what its rows say of the person: the account, sessions,
        memberships, invitations, what was allowed to programs, what they proposed,
        reviewed, said and published, and each step of theirs on record. Left out
        are secrets and digests that something is checked against, and documents,
        which are their teams'.

        `#/paths/~1v1~1people~1me~1export/get` in the contract.
        """
        ...

    async def request_email_proof(
        self,
        context: Context,
    ) -> responses.RequestEmailProofResult:
        """Have one's email address proven

        Sends a message with a token for `prove_email` to the address that is to be proven: the
        new one while a change is under way, else the account's. There is nothing to prove: 409
        `email_verified`; the service sends no mail: 409 `mail_off`.

        `#/paths/~1v1~1people~1me~1email-proofs/post` in the contract.
        """
        ...

    async def prove_email(
        self,
        context: Context,
        *,
        body: models.EmailProof,
    ) -> responses.ProveEmailResult:
        """Prove an email address

        Takes the token of the message, once. The address counts from then on; a new
        one takes the place of the old one. A token that is unknown, used or too
        old: 422 `invalid_token`.

        `#/paths/~1v1~1email-proofs~1completion/post` in the contract.
        """
        ...

    async def request_password_reset(
        self,
        context: Context,
        *,
        body: models.PasswordResetRequest,
    ) -> responses.RequestPasswordResetResult:
        """Ask for a new password

        Sends a message with a token for `reset_password` if there is an account
        with this address. The answer is the same if there is none. The service
        sends no mail: 409 `mail_off`.

        `#/paths/~1v1~1password-resets/post` in the contract.
        """
        ...

    async def reset_password(
        self,
        context: Context,
        *,
        body: models.PasswordReset,
    ) -> responses.ResetPasswordResult:
        """Set a new password without the old one

        Takes the token of the message, once, and ends all sessions of the account.
        A token that is unknown, used or too old: 422 `invalid_token`.

        `#/paths/~1v1~1password-resets~1completion/post` in the contract.
        """
        ...


class UnimplementedPeople:
    """Answers 501 to every operation of `people`."""

    async def register_person(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def get_me(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def delete_me(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def update_me(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def export_me(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def request_email_proof(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def prove_email(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def request_password_reset(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def reset_password(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
