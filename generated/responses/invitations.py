"""Sealed responses of the tag `invitations`: an operation can give no other."""

from typing import TypeAlias, final

from .. import models
from ..runtime.contract.operation import Header
from ..runtime.responses.sealed import Sealed
from . import shared


@final
class ListInvitations200(Sealed):
    """A page of invitations.

    `#/paths/~1v1~1teams~1{team_id}~1invitations/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.InvitationPage
    schema = "InvitationPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.InvitationPage
    link: str | None = None


ListInvitationsResult: TypeAlias = (
    ListInvitations200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class CreateInvitation201(Sealed):
    """The person is invited.

    `#/paths/~1v1~1teams~1{team_id}~1invitations/post/responses/201` in the contract.
    """

    status_code = "201"
    media_type = "application/json"
    body_type = models.Invitation
    schema = "Invitation"
    headers = (
        Header(
            name="Location",
            argument="location",
            schema="/components/headers/Location/schema",
            required=True,
        ),
    )
    body: models.Invitation
    location: str


CreateInvitationResult: TypeAlias = (
    CreateInvitation201
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class GetInvitation200(Sealed):
    """The invitation.

    `#/paths/~1v1~1teams~1{team_id}~1invitations~1{invitation_id}/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Invitation
    schema = "Invitation"
    body: models.Invitation


GetInvitationResult: TypeAlias = (
    GetInvitation200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class RevokeInvitation204(Sealed):
    """The invitation is gone.

    `#/paths/~1v1~1teams~1{team_id}~1invitations~1{invitation_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


RevokeInvitationResult: TypeAlias = (
    RevokeInvitation204
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class ListOwnInvitations200(Sealed):
    """A page of invitations.

    `#/paths/~1v1~1invitations/get/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.InvitationPage
    schema = "InvitationPage"
    headers = (
        Header(name="Link", argument="link", schema="/components/headers/Link/schema"),
    )
    body: models.InvitationPage
    link: str | None = None


ListOwnInvitationsResult: TypeAlias = (
    ListOwnInvitations200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class DeclineInvitation204(Sealed):
    """The invitation is declined.

    `#/paths/~1v1~1invitations~1{invitation_id}/delete/responses/204` in the contract.
    """

    status_code = "204"


DeclineInvitationResult: TypeAlias = (
    DeclineInvitation204
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)


@final
class AcceptInvitation200(Sealed):
    """The caller's membership.

    `#/paths/~1v1~1invitations~1{invitation_id}~1acceptance/put/responses/200` in the contract.
    """

    status_code = "200"
    media_type = "application/json"
    body_type = models.Member
    schema = "Member"
    headers = (
        Header(
            name="ETag",
            argument="etag",
            schema="/components/headers/ETag/schema",
            required=True,
        ),
    )
    body: models.Member
    etag: str


AcceptInvitationResult: TypeAlias = (
    AcceptInvitation200
    | shared.BadRequest
    | shared.Unauthorized
    | shared.Forbidden
    | shared.NotFound
    | shared.NotAcceptable
    | shared.Conflict
    | shared.UnprocessableContent
    | shared.TooManyRequests
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
