"""Sealed responses of the tag `sign_in`: an operation can give no other."""

from typing import TypeAlias

from . import shared

ShowAuthorizationResult: TypeAlias = (
    shared.Page
    | shared.PageLeft
    | shared.PageRefusedApplicationProblemJson
    | shared.PageRefusedTextHtml
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.PageLaterApplicationProblemJson
    | shared.PageLaterTextHtml
    | shared.InternalServerError
    | shared.ServiceUnavailable
)

AnswerAuthorizationResult: TypeAlias = (
    shared.PageLeft
    | shared.PageRefusedApplicationProblemJson
    | shared.PageRefusedTextHtml
    | shared.PageForbiddenApplicationProblemJson
    | shared.PageForbiddenTextHtml
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.PageAgainApplicationProblemJson
    | shared.PageAgainTextHtml
    | shared.PageLaterApplicationProblemJson
    | shared.PageLaterTextHtml
    | shared.InternalServerError
    | shared.ServiceUnavailable
)

ShowDeviceResult: TypeAlias = (
    shared.Page
    | shared.PageRefusedApplicationProblemJson
    | shared.PageRefusedTextHtml
    | shared.NotAcceptable
    | shared.UnprocessableContent
    | shared.PageLaterApplicationProblemJson
    | shared.PageLaterTextHtml
    | shared.InternalServerError
    | shared.ServiceUnavailable
)

AnswerDeviceResult: TypeAlias = (
    shared.Page
    | shared.PageLeft
    | shared.PageRefusedApplicationProblemJson
    | shared.PageRefusedTextHtml
    | shared.PageForbiddenApplicationProblemJson
    | shared.PageForbiddenTextHtml
    | shared.NotAcceptable
    | shared.ContentTooLarge
    | shared.UnsupportedMediaType
    | shared.PageAgainApplicationProblemJson
    | shared.PageAgainTextHtml
    | shared.PageLaterApplicationProblemJson
    | shared.PageLaterTextHtml
    | shared.InternalServerError
    | shared.ServiceUnavailable
)
