"""Sealed responses of the tag `profiles`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.responses.sealed import Sealed


@final
class ListProfiles200(Sealed):
    """All profiles.

    Line 1753 of the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.ProfileList
    schema = "ProfileList"
    body: models.ProfileList


@final
class ListProfiles400(Sealed):
    """The request can't be read, for example malformed JSON or an unknown query
    parameter.

    Line 1907 of the contract.
    """

    status_code = "400"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListProfiles406(Sealed):
    """The `Accept` header allows none of the media types that this operation
    answers in.

    Line 1929 of the contract.
    """

    status_code = "406"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


@final
class ListProfiles500(Sealed):
    """A fault of the service; `request_id` finds it in its log.

    Line 1971 of the contract.
    """

    status_code = "500"
    media_type = "application/problem+json"
    body_type = models.Problem
    schema = "Problem"
    body: models.Problem


ListProfilesResult: TypeAlias = (
    ListProfiles200 | ListProfiles400 | ListProfiles406 | ListProfiles500
)
