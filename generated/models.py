"""Views of the contract's schemas: typed shapes of valid values."""

from typing import Annotated, Literal

from pydantic import MISSING, Field
from typing_extensions import TypeAliasType

from .runtime.views import View

ApiId = TypeAliasType("ApiId", str)
"""
Id of an API.

Line 1573 of the contract.
"""


ApiKeyId = TypeAliasType("ApiKeyId", str)
"""
Id of an API key.

Line 1572 of the contract.
"""


ApiKeyScope = TypeAliasType(
    "ApiKeyScope",
    Literal[
        "teams:read",
        "members:read",
        "apis:read",
        "apis:write",
        "versions:read",
        "versions:write",
    ],
)
"""
What an API key may do.

Line 1641 of the contract.
"""


ApiKeyScopes = TypeAliasType("ApiKeyScopes", list[ApiKeyScope])
"""
What the key may do.

Line 1834 of the contract.
"""


Cursor = TypeAliasType("Cursor", str)
"""
An opaque place in a list.

Line 1634 of the contract.
"""


Date = TypeAliasType("Date", str)
"""
A day (RFC 3339, full-date), of the years 1900 to 2999.

Line 1613 of the contract.
"""


Description = TypeAliasType("Description", str)
"""
Some sentences for people, in Markdown.

Line 1588 of the contract.
"""


class DeprecationNotice(View):
    """
    Until when, and why.

    Line 1935 of the contract.
    """

    sunset_on: Date
    note: Description | MISSING = MISSING


Digest = TypeAliasType("Digest", str)
"""
SHA-256 of a document's canonical form (RFC 8785).

Line 1624 of the contract.
"""


Email = TypeAliasType("Email", str)
"""
An email address in ASCII; letter case does not matter.

Line 1594 of the contract.
"""


HealthStatus = TypeAliasType("HealthStatus", Literal["pass", "fail"])
"""
Did a check pass?

Line 1662 of the contract.
"""


class HealthChecks(View):
    database: HealthStatus
    migrations: HealthStatus
    serving: HealthStatus


class Health(View):
    """
    As of the draft "Health Check Response Format for HTTP APIs".

    Line 1646 of the contract.
    """

    status: HealthStatus
    checks: HealthChecks | MISSING = MISSING
    """
    What was looked at.
    """


Name = TypeAliasType("Name", str)
"""
A short name for URLs and terminals.

Line 1575 of the contract.
"""


class ApiKeyCreation(View):
    """
    A new key. Names of keys are unique in their team.

    Line 1841 of the contract.
    """

    name: Name
    scopes: ApiKeyScopes
    expires_in_days: int | MISSING = MISSING
    """
    Days until it expires; never when left out.
    """


Password = TypeAliasType("Password", str)
"""
Any characters but NUL; long beats complicated.

Line 1600 of the contract.
"""


class Login(View):
    """
    Credentials.

    Line 1697 of the contract.
    """

    email: Email
    password: Password


PersonId = TypeAliasType("PersonId", str)
"""
Id of a person.

Line 1569 of the contract.
"""


ProblemCode = TypeAliasType(
    "ProblemCode",
    Literal[
        "malformed_request",
        "unauthenticated",
        "invalid_credentials",
        "invalid_refresh_token",
        "refresh_token_reused",
        "insufficient_scope",
        "forbidden",
        "not_found",
        "unknown_cursor",
        "method_not_allowed",
        "not_acceptable",
        "request_timeout",
        "email_taken",
        "name_taken",
        "already_member",
        "unknown_person",
        "last_owner",
        "version_taken",
        "content_published",
        "idempotency_in_progress",
        "precondition_failed",
        "content_too_large",
        "target_too_long",
        "unsupported_media_type",
        "invalid_request",
        "invalid_contract",
        "version_required",
        "idempotency_key_reused",
        "weak_password",
        "precondition_required",
        "rate_limited",
        "headers_too_large",
        "internal_error",
        "not_implemented",
        "unavailable",
    ],
)
"""
A stable name for what is wrong, for programs.

Line 1977 of the contract.
"""


class ProblemError(View):
    """
    One thing that is wrong, and where.

    Line 2016 of the contract.
    """

    in_: Annotated[
        Literal["path", "query", "header", "cookie", "body"], Field(alias="in")
    ]
    """
    The part of the request.
    """
    pointer: str
    """
    JSON Pointer (RFC 6901) into that part.
    """
    detail: str
    """
    What is wrong there.
    """
    code: str | MISSING = MISSING
    """
    A stable name for the fault.
    """
    line: int | MISSING = MISSING
    """
    Line in an uploaded document.
    """
    column: int | MISSING = MISSING
    """
    Column in an uploaded document.
    """
    mend: str | MISSING = MISSING
    """
    How to mend it.
    """


class Problem(View):
    """
    A problem (RFC 9457).

    Line 1952 of the contract.
    """

    type: str
    """
    Names the kind of problem.
    """
    title: str
    """
    The kind of problem in a few words.
    """
    status: int
    """
    The HTTP status.
    """
    detail: str | MISSING = MISSING
    """
    What is wrong in this case.
    """
    instance: str | MISSING = MISSING
    """
    Names this occurrence.
    """
    code: ProblemCode
    request_id: str | MISSING = MISSING
    """
    Finds this request in the service's log.
    """
    errors: list[ProblemError] | MISSING = MISSING
    """
    Each single thing that is wrong.
    """


RefreshToken = TypeAliasType("RefreshToken", str)
"""
Opaque; works once.

Line 1712 of the contract.
"""


class Refresh(View):
    """
    A refresh token.

    Line 1705 of the contract.
    """

    refresh_token: RefreshToken


Role = TypeAliasType("Role", Literal["owner", "maintainer", "member", "viewer"])
"""
`viewer` reads, `member` also works on APIs and versions, `maintainer` also manages
members and keys, `owner` also manages owners and the team itself.

Line 1635 of the contract.
"""


class MemberAddition(View):
    """
    Whom to add.

    Line 1798 of the contract.
    """

    email: Email
    role: Role


class MemberPatch(View):
    """
    Changes to a membership.

    Line 1806 of the contract.
    """

    role: Role | MISSING = MISSING


SearchText = TypeAliasType("SearchText", str)
"""
Text to search for.

Line 1593 of the contract.
"""


SemanticVersion = TypeAliasType("SemanticVersion", str)
"""
A version as of Semantic Versioning 2.0.0, without build metadata.

Line 1619 of the contract.
"""


SessionId = TypeAliasType("SessionId", str)
"""
Id of a session.

Line 1570 of the contract.
"""


TeamId = TypeAliasType("TeamId", str)
"""
Id of a team.

Line 1571 of the contract.
"""


Timestamp = TypeAliasType("Timestamp", str)
"""
An instant in UTC (RFC 3339).

Line 1607 of the contract.
"""


class ApiKey(View):
    """
    A key of a team, without its secret.

    Line 1821 of the contract.
    """

    id: ApiKeyId
    name: Name
    hint: str
    """
    The first characters of the secret.
    """
    scopes: ApiKeyScopes
    created_at: Timestamp
    expires_at: Timestamp | MISSING = MISSING
    last_used_at: Timestamp | MISSING = MISSING


class ApiKeyPage(View):
    """
    A page of keys.

    Line 1858 of the contract.
    """

    items: list[ApiKey]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class CreatedApiKey(View):
    """
    A new key with its secret, shown this once.

    Line 1850 of the contract.
    """

    api_key: ApiKey
    secret: str
    """
    For `X-Api-Key`.
    """


class Deprecation(View):
    """
    That, since when and until when a version is deprecated.

    Line 1926 of the contract.
    """

    deprecated_at: Timestamp
    sunset_on: Date
    note: Description | MISSING = MISSING


class Session(View):
    """
    An open session.

    Line 1724 of the contract.
    """

    id: SessionId
    current: bool
    """
    Is it the session of this request?
    """
    user_agent: str | MISSING = MISSING
    """
    What the client called itself at log-in.
    """
    created_at: Timestamp
    last_used_at: Timestamp
    expires_at: Timestamp


class SessionPage(View):
    """
    A page of sessions.

    Line 1736 of the contract.
    """

    items: list[Session]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


Title = TypeAliasType("Title", str)
"""
A name for people.

Line 1581 of the contract.
"""


class Api(View):
    """
    An API of a team.

    Line 1867 of the contract.
    """

    id: ApiId
    team_id: TeamId
    name: Name
    title: Title
    description: Description | MISSING = MISSING
    created_at: Timestamp
    updated_at: Timestamp


class ApiCreation(View):
    """
    A new API.

    Line 1880 of the contract.
    """

    name: Name
    title: Title
    description: Description | MISSING = MISSING


class ApiPage(View):
    """
    A page of APIs.

    Line 1899 of the contract.
    """

    items: list[Api]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class ApiPatch(View):
    """
    Changes to an API.

    Line 1889 of the contract.
    """

    name: Name | MISSING = MISSING
    title: Title | MISSING = MISSING
    description: Description | None | MISSING = MISSING
    """
    Null removes it.
    """


class Member(View):
    """
    A person's membership in a team.

    Line 1786 of the contract.
    """

    person_id: PersonId
    email: Email
    display_name: Title
    role: Role
    created_at: Timestamp
    updated_at: Timestamp


class MemberPage(View):
    """
    A page of members.

    Line 1812 of the contract.
    """

    items: list[Member]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class Person(View):
    """
    An account.

    Line 1664 of the contract.
    """

    id: PersonId
    email: Email
    display_name: Title
    created_at: Timestamp
    updated_at: Timestamp


class PersonPatch(View):
    """
    Changes to one's own account. A new password needs the current one.

    Line 1684 of the contract.
    """

    email: Email | MISSING = MISSING
    display_name: Title | MISSING = MISSING
    current_password: Password | MISSING = MISSING
    new_password: Password | MISSING = MISSING


class PersonRegistration(View):
    """
    What it takes to register.

    Line 1675 of the contract.
    """

    email: Email
    password: Password
    display_name: Title


class Team(View):
    """
    A team.

    Line 1745 of the contract.
    """

    id: TeamId
    name: Name
    title: Title
    description: Description | MISSING = MISSING
    role: Role | MISSING = MISSING
    """
    The caller's role in the team; absent for an API key.
    """
    created_at: Timestamp
    updated_at: Timestamp


class TeamCreation(View):
    """
    A new team.

    Line 1758 of the contract.
    """

    name: Name
    title: Title
    description: Description | MISSING = MISSING


class TeamPage(View):
    """
    A page of teams.

    Line 1777 of the contract.
    """

    items: list[Team]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class TeamPatch(View):
    """
    Changes to a team.

    Line 1767 of the contract.
    """

    name: Name | MISSING = MISSING
    title: Title | MISSING = MISSING
    description: Description | None | MISSING = MISSING
    """
    Null removes it.
    """


class Tokens(View):
    """
    Tokens of a session.

    Line 1713 of the contract.
    """

    session_id: SessionId
    token_type: Literal["Bearer"]
    """
    How to send the access token.
    """
    access_token: str
    """
    For `Authorization: Bearer …`.
    """
    expires_in: int
    """
    Seconds until the access token expires.
    """
    refresh_token: RefreshToken


VersionId = TypeAliasType("VersionId", str)
"""
Id of a version.

Line 1574 of the contract.
"""


class Version(View):
    """
    A published contract.

    Line 1908 of the contract.
    """

    id: VersionId
    api_id: ApiId
    version: SemanticVersion
    digest: Digest
    media_type: Literal["application/yaml", "application/json"]
    """
    In which form it was published.
    """
    size: int
    """
    Bytes.
    """
    openapi: str
    """
    The version of OpenAPI that it is written in.
    """
    title: str
    """
    The document's `info.title`.
    """
    operations: int
    """
    How many operations it declares.
    """
    published_at: Timestamp
    published_by: PersonId | MISSING = MISSING
    """
    Absent when an API key published it or the person is gone.
    """
    deprecation: Deprecation | MISSING = MISSING


class VersionPage(View):
    """
    A page of versions.

    Line 1943 of the contract.
    """

    items: list[Version]
    """
    Latest published first.
    """
    next_cursor: Cursor | MISSING = MISSING


VersionReference = TypeAliasType("VersionReference", str)
"""
A semantic version, or a digest.

Line 1629 of the contract.
"""
