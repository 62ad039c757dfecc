"""Settings of how long things of OAuth last."""

from pydantic import Field
from pydantic_settings import BaseSettings


class OAuthSettings(BaseSettings):
    """Times of what clients and people get on their way to tokens."""

    oauth_code_lifetime: int = Field(
        60,
        ge=5,
        le=600,
        description="seconds that an OAuth client has to redeem a code",
    )
    oauth_device_lifetime: int = Field(
        600,
        ge=30,
        le=3600,
        description="seconds that a person has to type in the code of a device",
    )
    oauth_grant_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="days until what a person allowed an OAuth client ends, however "
        "much used",
    )
