"""Keys of devices that people log in with."""

from generated import Context, models
from generated.responses import passkeys as responses
from impl.account_records import Passkey
from impl.handlers import wire
from impl.http.callers import address_of, caller_of
from impl.security import ids
from impl.services.passkey_log_ins import PasskeyLogIns
from impl.services.passkeys import Passkeys


class PasskeysHandler:
    """Implements `PasskeysPort`."""

    def __init__(self, passkeys: Passkeys, log_ins: PasskeyLogIns) -> None:
        self._passkeys = passkeys
        self._log_ins = log_ins

    async def list_passkeys(self, context: Context) -> responses.ListPasskeys200:
        """List the caller's passkeys."""
        own = await self._passkeys.list_own(caller_of(context))
        return responses.ListPasskeys200(
            body=models.PasskeyList(items=[_passkey(each) for each in own])
        )

    async def begin_passkey(self, context: Context) -> responses.BeginPasskey200:
        """Ask a device for a passkey."""
        options = await self._passkeys.begin(caller_of(context))
        return responses.BeginPasskey200(
            body=models.PasskeyCreationOptions.model_validate(options),
            cache_control="no-store",
        )

    async def add_passkey(
        self, context: Context, *, body: models.PasskeyAddition
    ) -> responses.AddPasskey201:
        """Keep what the device made."""
        credential = body.credential.model_dump(by_alias=True)
        added = await self._passkeys.add(caller_of(context), body.name, credential)
        passkey_id = ids.encode(ids.PASSKEY, added.id)
        return responses.AddPasskey201(
            body=_passkey(added), location=f"/v1/people/me/passkeys/{passkey_id}"
        )

    async def rename_passkey(
        self,
        context: Context,
        *,
        passkey_id: models.PasskeyId,
        body: models.PasskeyName,
    ) -> responses.RenamePasskey200:
        """Call a passkey something else."""
        wanted = ids.decode(ids.PASSKEY, passkey_id)
        renamed = await self._passkeys.rename(caller_of(context), wanted, body.name)
        return responses.RenamePasskey200(body=_passkey(renamed))

    async def remove_passkey(
        self, context: Context, *, passkey_id: models.PasskeyId
    ) -> responses.RemovePasskey204:
        """Do without a passkey."""
        wanted = ids.decode(ids.PASSKEY, passkey_id)
        await self._passkeys.remove(caller_of(context), wanted)
        return responses.RemovePasskey204()

    async def begin_passkey_session(
        self, context: Context
    ) -> responses.BeginPasskeySession200:
        """Ask a device to sign."""
        options = await self._log_ins.begin(address_of(context))
        return responses.BeginPasskeySession200(
            body=models.PasskeyRequestOptions.model_validate(options),
            cache_control="no-store",
        )

    async def create_passkey_session(
        self, context: Context, *, body: models.PasskeyLogin
    ) -> responses.CreatePasskeySession201:
        """Log in."""
        credential = body.credential.model_dump(by_alias=True)
        tokens = await self._log_ins.log_in(
            credential, context.user_agent, address_of(context)
        )
        session_id = ids.encode(ids.SESSION, tokens.session_id)
        return responses.CreatePasskeySession201(
            body=wire.tokens(tokens),
            location=f"/v1/sessions/{session_id}",
            cache_control="no-store",
        )


def _passkey(record: Passkey) -> models.Passkey:
    return models.Passkey(
        id=ids.encode(ids.PASSKEY, record.id),
        name=record.name,
        created_at=record.created_at,
        last_used_at=wire.optional(record.last_used_at),
    )
