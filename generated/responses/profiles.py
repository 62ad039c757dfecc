"""Sealed responses of the tag `profiles`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListProfiles200(Sealed):
    """All profiles.

    `#/paths/~1v1~1profiles/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ProfileList
    schema = "ProfileList"
    body: models.ProfileList


ListProfilesResult: TypeAlias = (
    ListProfiles200
    | shared.BadRequest
    | shared.NotAcceptable
    | shared.TooManyRequests
    | shared.InternalServerError
)
