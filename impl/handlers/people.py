"""Accounts of people."""

from generated import Context, models
from generated.responses import people as responses
from generated.responses import shared
from impl.handlers import wire
from impl.http.callers import address_of, caller_of
from impl.http.etags import etag, is_known, strong_tags
from impl.http.idempotency import IdempotencyKeys
from impl.records import Person
from impl.services.email_proofs import EmailProofs
from impl.services.password_resets import PasswordResets
from impl.services.people import People, PersonChange, Registration
from impl.services.personal_data import PersonalData


class PeopleHandler:
    """Implements `PeoplePort`."""

    def __init__(
        self,
        people: People,
        proofs: EmailProofs,
        resets: PasswordResets,
        personal: PersonalData,
        idempotency: IdempotencyKeys,
    ) -> None:
        self._people = people
        self._personal = personal
        self._proofs = proofs
        self._resets = resets
        self._idempotency = idempotency

    async def register_person(
        self,
        context: Context,
        *,
        idempotency_key: str | None,
        body: models.PersonRegistration,
    ) -> responses.RegisterPerson201:
        """Create an account."""
        call = self._idempotency.call(
            context, idempotency_key, _registered, wire.content(body)
        )
        new = Registration(
            email=body.email, password=body.password, display_name=body.display_name
        )
        return _registered(await self._people.register(new, address_of(context), call))

    async def get_me(
        self, context: Context, *, if_none_match: str | None
    ) -> responses.GetMe200 | shared.NotModified:
        """Answer with the caller's account."""
        person = await self._people.get(caller_of(context))
        if is_known(person.tag, if_none_match):
            return shared.NotModified(etag=etag(person.tag))
        return responses.GetMe200(body=wire.person(person), etag=etag(person.tag))

    async def update_me(
        self, context: Context, *, if_match: str, body: models.PersonPatch
    ) -> responses.UpdateMe200:
        """Change the caller's account."""
        change = PersonChange(
            email=wire.given(body.email),
            display_name=wire.given(body.display_name),
            current_password=wire.given(body.current_password),
            new_password=wire.given(body.new_password),
        )
        person = await self._people.update(
            caller_of(context), change, strong_tags(if_match)
        )
        return responses.UpdateMe200(body=wire.person(person), etag=etag(person.tag))

    async def delete_me(
        self, context: Context, *, if_match: str
    ) -> responses.DeleteMe204:
        """Remove the caller's account."""
        await self._people.delete(caller_of(context), strong_tags(if_match))
        return responses.DeleteMe204()

    async def export_me(self, context: Context) -> responses.ExportMe200:
        """Answer with all that is stored about the caller."""
        return responses.ExportMe200(
            body=await self._personal.export(caller_of(context)),
            cache_control="no-store",
            content_disposition='attachment; filename="countersign-account.json"',
        )

    async def request_email_proof(
        self, context: Context
    ) -> responses.RequestEmailProof202:
        """Send a token to the caller's address."""
        await self._proofs.request(caller_of(context))
        return responses.RequestEmailProof202()

    async def prove_email(
        self, context: Context, *, body: models.EmailProof
    ) -> responses.ProveEmail204:
        """Take the token that was sent to an address."""
        await self._proofs.complete(body.token, address_of(context))
        return responses.ProveEmail204()

    async def request_password_reset(
        self, context: Context, *, body: models.PasswordResetRequest
    ) -> responses.RequestPasswordReset202:
        """Send a token to who may set a new password."""
        await self._resets.request(body.email, address_of(context))
        return responses.RequestPasswordReset202()

    async def reset_password(
        self, context: Context, *, body: models.PasswordReset
    ) -> responses.ResetPassword204:
        """Set a new password."""
        await self._resets.complete(body.token, body.new_password, address_of(context))
        return responses.ResetPassword204()


def _registered(person: Person) -> responses.RegisterPerson201:
    return responses.RegisterPerson201(
        body=wire.person(person), etag=etag(person.tag), location="/v1/people/me"
    )
