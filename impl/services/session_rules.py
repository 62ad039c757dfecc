"""How often log-ins may be tried, and how long they last."""

from dataclasses import dataclass

from impl.account_records import Lasting
from impl.services.rate_limits import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRules:
    """How long things last and how often they may be tried.

    Log-ins are limited per address, and per account and address. Those that fail are
    limited in the long run as well, which is what stops somebody who guesses from many
    addresses (NIST SP 800-63B-4 §3.2.2): per account and address and, over all
    addresses that the account was not logged in from in the last 90 days, per account.
    An address that it was logged in from is not part of that, so that strangers can't
    lock the owner out; nor can one of them alone, whose own limit is the lower one.
    From a new address the owner may have to wait while several of them go on guessing:
    were a right password let through at any time, guesses would have no limit. All
    accounts together have none, which would let anybody lock out everybody; how many
    passwords are checked at once is bounded. An IPv6 /64 counts as one address.
    """

    issuer: str
    access_token_life: int
    lasting: Lasting
    refresh_grace: float
    logins_per_account: Rate
    logins_per_address: Rate
    failures_per_lane: Rate
    failures_per_account: Rate
    refreshes: Rate
