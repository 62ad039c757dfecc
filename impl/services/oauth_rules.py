"""How long things of OAuth last, and how often they may be tried."""

from dataclasses import dataclass
from datetime import timedelta

from impl.oauth_errors import OAuthRefused
from impl.oauth_records import KnownClient
from impl.services.rate_limits import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthRules:
    """How long things last, and how often they may be tried.

    What clients ask for is limited per address and per client; what is made up, such as
    a wrong secret, counts with other made-up credentials of the address. How often a
    person types in codes of devices is limited, too.

    Attributes:
        issuer: who gives tokens; where the service is.
        access_token_life: in seconds.
        code_life: of codes that a client gets by a redirection.
        device_life: of codes that a device shows.
        grant_life: of what people allow, however much used.
        refresh_grace: seconds in which a used refresh token gets its successor again.
    """

    issuer: str
    access_token_life: int
    code_life: timedelta
    device_life: timedelta
    grant_life: timedelta
    refresh_grace: float
    per_address: Rate
    per_client: Rate
    guesses: Rate
    refreshes: Rate
    user_codes: Rate
    grants: Rate


def scopes_of(
    asked: str | None, allowed: tuple[str, ...], client: KnownClient
) -> tuple[str, ...]:
    """Return the scopes that a client gets: those that it asks for, or all.

    Args:
        asked: separated by spaces (RFC 6749 §3.3); None for all that there are.
        allowed: the most that there are.
        client: what it may have no more of is gone.

    Raises:
        OAuthRefused: it asks for more, or there are none (`invalid_scope`).
    """
    most = [each for each in allowed if each in client.scopes]
    wanted = most if asked is None else list(dict.fromkeys(asked.split()))
    if not wanted or not set(wanted) <= set(most):
        detail = f"The scopes that may be asked for here: {' '.join(most) or 'none'}."
        raise OAuthRefused("invalid_scope", detail)
    return tuple(sorted(wanted))
