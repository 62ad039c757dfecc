"""The port of the tag `passkeys`.

Keys of devices that people log in with, without a password.
"""

from typing import NoReturn, Protocol

from .. import models
from ..responses import passkeys as responses
from ..runtime.http.context import Context, not_implemented


class PasskeysPort(Protocol):
    """What an implementation of `passkeys` provides."""

    async def list_passkeys(
        self,
        context: Context,
    ) -> responses.ListPasskeysResult:
        """List one's own passkeys

        Newest first. There are ten at the most.

        `#/paths/~1v1~1people~1me~1passkeys/get` in the contract.
        """
        ...

    async def add_passkey(
        self,
        context: Context,
        *,
        body: models.PasskeyAddition,
    ) -> responses.AddPasskeyResult:
        """Log in with a passkey from now on

        Takes what a device made of the options of `begin_passkey`: the credential
        as browsers write it (`PublicKeyCredential.toJSON()`). A challenge is good
        once, for five minutes, for whom it was made. A credential that does not
        fit: 422 `invalid_passkey`; one passkey too many: 409 `quota_exceeded`. A
        message tells the owner of the account.

        `#/paths/~1v1~1people~1me~1passkeys/post` in the contract.
        """
        ...

    async def remove_passkey(
        self,
        context: Context,
        *,
        passkey_id: models.PasskeyId,
    ) -> responses.RemovePasskeyResult:
        """Remove a passkey

        Nobody logs in with it any more; the password stays. A message tells the
        owner of the account. Refused with 403 `fresh_login_required` unless the
        person logged in a short while ago.

        `#/paths/~1v1~1people~1me~1passkeys~1{passkey_id}/delete` in the contract.
        """
        ...

    async def rename_passkey(
        self,
        context: Context,
        *,
        passkey_id: models.PasskeyId,
        body: models.PasskeyName,
    ) -> responses.RenamePasskeyResult:
        """Call a passkey something else

        What it is called helps its owner alone.

        `#/paths/~1v1~1people~1me~1passkeys~1{passkey_id}~1name/put` in the contract.
        """
        ...

    async def begin_passkey(
        self,
        context: Context,
    ) -> responses.BeginPasskeyResult:
        """Begin to add a passkey

        Answers with what `navigator.credentials.create()` takes, as
        `PublicKeyCredential.parseCreationOptionsFromJSON()` reads it ([WebAuthn
        §5.1.8](https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON)). Refused with
        403 `fresh_login_required` unless the person logged in a short while ago, and with 409
        `quota_exceeded` if there are ten passkeys.

        `#/paths/~1v1~1people~1me~1passkey-challenges/post` in the contract.
        """
        ...

    async def begin_passkey_session(
        self,
        context: Context,
    ) -> responses.BeginPasskeySessionResult:
        """Begin to log in with a passkey

        Answers with what `navigator.credentials.get()` takes, as
        `PublicKeyCredential.parseRequestOptionsFromJSON()` reads it. It names nobody: the device
        knows whose passkeys it has.

        `#/paths/~1v1~1passkey-challenges/post` in the contract.
        """
        ...

    async def create_passkey_session(
        self,
        context: Context,
        *,
        body: models.PasskeyLogin,
    ) -> responses.CreatePasskeySessionResult:
        """Log in with a passkey

        Takes what a device made of the options of `begin_passkey_session`, and opens a session as
        `create_session` does. The device has made sure who uses it, so no code is asked for. What
        does not fit, or is not known, gets 401 `invalid_passkey`; who is suspended, 401
        `account_suspended`. A passkey whose counter does not go up may have been copied: it is
        refused, and a message tells the owner.

        `#/paths/~1v1~1sessions~1passkey/post` in the contract.
        """
        ...


class UnimplementedPasskeys:
    """Answers 501 to every operation of `passkeys`."""

    async def list_passkeys(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def add_passkey(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def remove_passkey(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def rename_passkey(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def begin_passkey(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def begin_passkey_session(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)

    async def create_passkey_session(self, context: Context, **_: object) -> NoReturn:
        """Refuse: not implemented."""
        raise not_implemented(context)
