"""Settings of how long a log-in counts, and how many there are."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

Hours = Annotated[int, Field(ge=1, le=87_600)]
Minutes = Annotated[int, Field(ge=1, le=525_600)]


class SessionSettings(BaseSettings):
    """What ends by not being used, and what needs a new beginning."""

    session_idle_hours: Hours = Field(
        336,
        description="hours until a session ends that is not used: no page, no refresh; "
        "twice `ACCESS_TOKEN_LIFETIME` at the least",
    )
    sessions_person: Annotated[int, Field(ge=1, le=1_000_000)] = Field(
        100,
        description="open sessions of a person; at the next log-in the one that was "
        "not used for the longest time ends",
    )
    fresh_login_minutes: Minutes = Field(
        15,
        description="minutes after a log-in in which accounts and teams may be "
        "deleted, passkeys added and removed, and accounts elsewhere removed",
    )
