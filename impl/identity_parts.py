"""The part of the composition root that is about who is calling."""

from impl import rules
from impl.accounts import Accounts
from impl.foundation import Foundation
from impl.oauth_parts import oauth_parts
from impl.openid_parts import openid_log_ins
from impl.services.authentication import Authentication
from impl.services.password_hashing import Passwords
from impl.services.signing import SigningKeys


class IdentityParts:
    """Who there is, how they log in, and what tells that it is them.

    Attributes:
        passwords, signing: hash, and sign.
        accounts, oauth: parts of their own.
        sessions, authentication, openid: the services.
    """

    def __init__(self, base: Foundation) -> None:
        settings, database, limiter = base.settings, base.database, base.limiter
        self.passwords = Passwords()
        self.signing = SigningKeys(
            database, base.secret, settings.access_token_lifetime
        )
        self.accounts = Accounts(
            *(database, self.passwords, limiter, base.quotas, self.signing, settings),
            (base.pager, base.idempotency),
        )
        self.sessions = self.accounts.logging_in
        self.authentication = Authentication(
            *(database, self.signing, settings.public_url, limiter),
            rules.guesses(settings),
        )
        self.oauth = oauth_parts(
            *(database, limiter, self.signing, self.sessions, base.pager), settings
        )
        self.openid = openid_log_ins(
            *(database, self.sessions, limiter, base.quotas),
            *((self.passwords, self.accounts.proofs, self.accounts.post), settings),
        )
