"""The part of the composition root that is about people: accounts, mail, membership."""

import contextlib
from collections.abc import AsyncIterator

from impl import rules
from impl.database.unit_of_work import Database
from impl.handlers.administration import AdministrationHandler
from impl.handlers.invitations import InvitationsHandler
from impl.handlers.members import MembersHandler
from impl.handlers.openid_identities import OpenIdIdentitiesHandler
from impl.handlers.passkeys import PasskeysHandler
from impl.handlers.people import PeopleHandler
from impl.handlers.second_factor import SecondFactorHandler
from impl.handlers.sessions import SessionsHandler
from impl.http.idempotency import IdempotencyKeys
from impl.http.paging import Pager
from impl.integrations.mail import sender_of
from impl.jobs.mail_queue import MailQueue
from impl.services.account_oversight import AccountOversight
from impl.services.email_proofs import EmailProofs
from impl.services.invitations import Invitations
from impl.services.letters import Letters
from impl.services.log_in_notices import LogInNotices
from impl.services.mail_delivery import MailDelivery
from impl.services.members import Members
from impl.services.openid_identities import OpenIdIdentities
from impl.services.own_password import OwnPassword
from impl.services.passkey_log_ins import PasskeyLogIns
from impl.services.passkeys import Passkeys
from impl.services.password_hashing import Passwords
from impl.services.password_resets import PasswordResets
from impl.services.people import People
from impl.services.personal_data import PersonalData
from impl.services.post import Post
from impl.services.quotas import Quotas
from impl.services.rate_limits import RateLimiter
from impl.services.second_factors import SecondFactors
from impl.services.secret_change import secret_of
from impl.services.sessions import Sessions
from impl.services.signing import SigningKeys
from impl.settings import Settings


class Accounts:
    """Who there is, and who belongs to which team.

    Attributes:
        people, members, invitations, second_factor, sessions, passkeys,
            openid_identities, administration: the ports' implementations.
        second_factors: what log-in asks for a code.
        logging_in: opens sessions.
        post: takes letters.
        own_passkeys, passkey_log_ins, own_identities, registering, proofs, resets,
            belonging, inviting, personal, overseeing: what pages ask.
    """

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        limiter: RateLimiter,
        quotas: Quotas,
        signing: SigningKeys,
        settings: Settings,
        parts: tuple[Pager, IdempotencyKeys],
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._settings = settings
        pager, idempotency = parts
        secret = secret_of(settings)
        mail = settings.mail.get_secret_value() if settings.mail else None
        self._send = sender_of(mail, settings.mail_timeout) if mail else None
        letters = Letters(settings.public_url, settings.mail_page_url)
        self.post = Post(secret, letters, is_on=self._send is not None)
        tokens = rules.tokens(settings)
        self.proofs = EmailProofs(database, limiter, tokens, self.post)
        self.resets = PasswordResets(
            database, passwords, limiter, tokens, self.post, secret
        )
        password = OwnPassword(
            database, passwords, limiter, rules.own_password(settings)
        )
        self.registering = People(
            *(database, passwords, limiter, rules.people(settings)),
            *(self.post, self.proofs, password),
        )
        self.second_factors = SecondFactors(
            *(database, limiter, rules.codes(settings), self.post, password, secret)
        )
        notices, passkeys = LogInNotices(self.post, limiter), rules.passkeys(settings)
        self.logging_in = Sessions(
            *(database, passwords, limiter, signing, secret, rules.sessions(settings)),
            *(self.second_factors, notices),
        )
        self.own_passkeys = Passkeys(database, limiter, passkeys, self.post)
        self.own_identities = OpenIdIdentities(database, passkeys.fresh, self.post)
        self.passkey_log_ins = PasskeyLogIns(
            *(database, (limiter, rules.sessions(settings)), self.logging_in),
            *(passkeys.party, (self.post, notices), secret),
        )
        self.belonging = Members(
            *(database, limiter, rules.additions(settings), quotas),
            only_by_consent=self.post.is_on and not settings.direct_membership,
        )
        self.inviting = Invitations(
            database, limiter, rules.invitations(settings), quotas, self.post
        )
        self.personal = PersonalData(database)
        self.overseeing = AccountOversight(database)
        self.administration = AdministrationHandler(self.overseeing, pager)
        self.people = PeopleHandler(
            *(self.registering, self.proofs, self.resets, self.personal), idempotency
        )
        self.members = MembersHandler(self.belonging, pager, idempotency)
        self.second_factor = SecondFactorHandler(self.second_factors)
        self.sessions = SessionsHandler(self.logging_in, pager)
        self.passkeys = PasskeysHandler(self.own_passkeys, self.passkey_log_ins)
        self.openid_identities = OpenIdIdentitiesHandler(self.own_identities)
        self.invitations = InvitationsHandler(self.inviting, pager, idempotency)

    @contextlib.asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """Send mail meanwhile, unless it is off."""
        if self._send is None:
            yield
            return
        delivery = MailDelivery(
            self.post,
            self._send,
            self._settings.mail_from,
            (self._limiter, rules.recipients(self._settings)),
            self.resets.answer,
        )
        queue = MailQueue(self._database, delivery.deliver, rules.mail(self._settings))
        async with queue.working():
            yield
