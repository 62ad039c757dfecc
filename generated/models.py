"""Views of the contract's schemas: typed shapes of valid values."""

from typing import Annotated, Any, Literal

from pydantic import MISSING, Field
from typing_extensions import TypeAliasType

from .runtime.contract.enumerations import StrEnum
from .runtime.contract.views import View
from .runtime.contract.wire_types import WireDate, WireDatetime

PersonId = TypeAliasType("PersonId", str)
"""
Id of a person.

`#/components/schemas/PersonId` in the contract.
"""


SessionId = TypeAliasType("SessionId", str)
"""
Id of a session.

`#/components/schemas/SessionId` in the contract.
"""


PasskeyId = TypeAliasType("PasskeyId", str)
"""
Id of a passkey.

`#/components/schemas/PasskeyId` in the contract.
"""


OpenIdIdentityId = TypeAliasType("OpenIdIdentityId", str)
"""
Id of an account of an OpenID provider.

`#/components/schemas/OpenIdIdentityId` in the contract.
"""


TeamId = TypeAliasType("TeamId", str)
"""
Id of a team.

`#/components/schemas/TeamId` in the contract.
"""


InvitationId = TypeAliasType("InvitationId", str)
"""
Id of an invitation.

`#/components/schemas/InvitationId` in the contract.
"""


ApiKeyId = TypeAliasType("ApiKeyId", str)
"""
Id of an API key.

`#/components/schemas/ApiKeyId` in the contract.
"""


OAuthClientId = TypeAliasType("OAuthClientId", str)
"""
Id of an OAuth client; its `client_id`.

`#/components/schemas/OAuthClientId` in the contract.
"""


GrantId = TypeAliasType("GrantId", str)
"""
Id of what somebody has allowed a client.

`#/components/schemas/GrantId` in the contract.
"""


ApiId = TypeAliasType("ApiId", str)
"""
Id of an API.

`#/components/schemas/ApiId` in the contract.
"""


VersionId = TypeAliasType("VersionId", str)
"""
Id of a version.

`#/components/schemas/VersionId` in the contract.
"""


ComparisonId = TypeAliasType("ComparisonId", str)
"""
Id of a comparison.

`#/components/schemas/ComparisonId` in the contract.
"""


ConsumerId = TypeAliasType("ConsumerId", str)
"""
Id of a consumer.

`#/components/schemas/ConsumerId` in the contract.
"""


ConsumerVersionId = TypeAliasType("ConsumerVersionId", str)
"""
Id of a version of a consumer.

`#/components/schemas/ConsumerVersionId` in the contract.
"""


EnvironmentId = TypeAliasType("EnvironmentId", str)
"""
Id of an environment.

`#/components/schemas/EnvironmentId` in the contract.
"""


VerificationId = TypeAliasType("VerificationId", str)
"""
Id of a verification.

`#/components/schemas/VerificationId` in the contract.
"""


DeploymentId = TypeAliasType("DeploymentId", str)
"""
Id of a deployment.

`#/components/schemas/DeploymentId` in the contract.
"""


ProposalNumber = TypeAliasType("ProposalNumber", int)
"""
The number of a proposal within its API.

`#/components/schemas/ProposalNumber` in the contract.
"""


RevisionNumber = TypeAliasType("RevisionNumber", int)
"""
The number of a revision within its proposal.

`#/components/schemas/RevisionNumber` in the contract.
"""


EventId = TypeAliasType("EventId", str)
"""
Id of an event; later ones sort after it.

`#/components/schemas/EventId` in the contract.
"""


WebhookId = TypeAliasType("WebhookId", str)
"""
Id of a webhook.

`#/components/schemas/WebhookId` in the contract.
"""


DeliveryId = TypeAliasType("DeliveryId", str)
"""
Id of a delivery.

`#/components/schemas/DeliveryId` in the contract.
"""


AcceptanceId = TypeAliasType("AcceptanceId", str)
"""
Id of an acceptance.

`#/components/schemas/AcceptanceId` in the contract.
"""


ThreadId = TypeAliasType("ThreadId", str)
"""
Id of a thread.

`#/components/schemas/ThreadId` in the contract.
"""


CommentId = TypeAliasType("CommentId", str)
"""
Id of a comment.

`#/components/schemas/CommentId` in the contract.
"""


ReviewId = TypeAliasType("ReviewId", str)
"""
Id of a review.

`#/components/schemas/ReviewId` in the contract.
"""


Name = TypeAliasType("Name", str)
"""
A short name for URLs and terminals.

`#/components/schemas/Name` in the contract.
"""


Title = TypeAliasType("Title", str)
"""
A name for people.

`#/components/schemas/Title` in the contract.
"""


Description = TypeAliasType("Description", str)
"""
Some sentences for people, in Markdown.

`#/components/schemas/Description` in the contract.
"""


SearchText = TypeAliasType("SearchText", str)
"""
Text to search for.

`#/components/schemas/SearchText` in the contract.
"""


Email = TypeAliasType("Email", str)
"""
An email address in ASCII; letter case does not matter.

`#/components/schemas/Email` in the contract.
"""


Password = TypeAliasType("Password", str)
"""
Any characters but NUL; long beats complicated.

`#/components/schemas/Password` in the contract.
"""


Timestamp = TypeAliasType("Timestamp", WireDatetime)
"""
An instant in UTC (RFC 3339).

`#/components/schemas/Timestamp` in the contract.
"""


Date = TypeAliasType("Date", WireDate)
"""
A day (RFC 3339, full-date), of the years 1900 to 2999.

`#/components/schemas/Date` in the contract.
"""


SemanticVersion = TypeAliasType("SemanticVersion", str)
"""
A version as of Semantic Versioning 2.0.0, without build metadata.

`#/components/schemas/SemanticVersion` in the contract.
"""


Digest = TypeAliasType("Digest", str)
"""
SHA-256 of a document's canonical form (RFC 8785).

`#/components/schemas/Digest` in the contract.
"""


VersionReference = TypeAliasType("VersionReference", str)
"""
A semantic version, or a digest.

`#/components/schemas/VersionReference` in the contract.
"""


Cursor = TypeAliasType("Cursor", str)
"""
An opaque place in a list.

`#/components/schemas/Cursor` in the contract.
"""


class Role(StrEnum):
    """
    `viewer` reads, `member` also works on APIs, versions, proposals, consumers and deployments,
    `maintainer` also manages members, keys and environments, `owner` also manages owners and
    the team itself.

    `#/components/schemas/Role` in the contract.
    """

    OWNER = "owner"
    MAINTAINER = "maintainer"
    MEMBER = "member"
    VIEWER = "viewer"


class ApiKeyScope(StrEnum):
    """
    What an API key may do.

    `#/components/schemas/ApiKeyScope` in the contract.
    """

    TEAMS_READ = "teams:read"
    MEMBERS_READ = "members:read"
    APIS_READ = "apis:read"
    APIS_WRITE = "apis:write"
    VERSIONS_READ = "versions:read"
    VERSIONS_WRITE = "versions:write"
    CONSUMERS_READ = "consumers:read"
    CONSUMERS_WRITE = "consumers:write"
    DEPLOYMENTS_READ = "deployments:read"
    DEPLOYMENTS_WRITE = "deployments:write"
    PROPOSALS_READ = "proposals:read"
    PROPOSALS_WRITE = "proposals:write"
    EVENTS_READ = "events:read"


class HealthStatus(StrEnum):
    """
    Did a check pass?

    `#/components/schemas/HealthStatus` in the contract.
    """

    PASS = "pass"
    FAIL = "fail"


class HealthChecks(View):
    database: HealthStatus
    migrations: HealthStatus
    signing_keys: HealthStatus
    serving: HealthStatus


class Health(View):
    """
    As of the draft "Health Check Response Format for HTTP APIs".

    `#/components/schemas/Health` in the contract.
    """

    status: HealthStatus
    checks: HealthChecks | MISSING = MISSING
    """
    What was looked at.
    """


class Person(View):
    """
    An account.

    `#/components/schemas/Person` in the contract.
    """

    id: PersonId
    email: Email
    email_verified: bool
    """
    Is it proven that the address is theirs?
    """
    new_email: Email | MISSING = MISSING
    """
    What takes its place as soon as it is proven.
    """
    display_name: Title
    created_at: Timestamp
    updated_at: Timestamp


class PersonRegistration(View):
    """
    What it takes to register.

    `#/components/schemas/PersonRegistration` in the contract.
    """

    email: Email
    password: Password
    display_name: Title


class PersonPatch(View):
    """
    Changes to one's own account. A new password needs the current one.

    `#/components/schemas/PersonPatch` in the contract.
    """

    email: Email | MISSING = MISSING
    display_name: Title | MISSING = MISSING
    current_password: Password | MISSING = MISSING
    new_password: Password | MISSING = MISSING


AccountToken = TypeAliasType("AccountToken", str)
"""
What came by mail; opaque, works once.

`#/components/schemas/AccountToken` in the contract.
"""


class EmailProof(View):
    """
    What proves an address.

    `#/components/schemas/EmailProof` in the contract.
    """

    token: AccountToken


class PasswordResetRequest(View):
    """
    Whose password is to be set.

    `#/components/schemas/PasswordResetRequest` in the contract.
    """

    email: Email


class PasswordReset(View):
    """
    A new password, and what shows that it may be set.

    `#/components/schemas/PasswordReset` in the contract.
    """

    token: AccountToken
    new_password: Password


Code = TypeAliasType("Code", str)
"""
Six digits of an authenticator, or a recovery code.

`#/components/schemas/Code` in the contract.
"""


class SecondFactor(View):
    """
    Whether log-in takes a code.

    `#/components/schemas/SecondFactor` in the contract.
    """

    is_on: bool
    """
    Does log-in take a code?
    """
    recovery_codes_left: int
    """
    Recovery codes that were not used.
    """


class SecondFactorBeginning(View):
    """
    What it takes to begin.

    `#/components/schemas/SecondFactorBeginning` in the contract.
    """

    current_password: Password


class SecondFactorSecret(View):
    """
    What an authenticator makes codes of.

    `#/components/schemas/SecondFactorSecret` in the contract.
    """

    secret: str
    """
    Base32, to be typed.
    """
    uri: str
    """
    The same for a QR code.
    """


class SecondFactorConfirmation(View):
    """
    The first code.

    `#/components/schemas/SecondFactorConfirmation` in the contract.
    """

    code: Code


class SecondFactorRemoval(View):
    """
    What it takes to do without.

    `#/components/schemas/SecondFactorRemoval` in the contract.
    """

    current_password: Password
    code: Code


class RecoveryCodes(View):
    """
    Codes for when the authenticator is lost.

    `#/components/schemas/RecoveryCodes` in the contract.
    """

    recovery_codes: list[str]
    """
    Each works once.
    """


class Passkey(View):
    """
    A key of a device, to log in with.

    `#/components/schemas/Passkey` in the contract.
    """

    id: PasskeyId
    name: Title
    created_at: Timestamp
    last_used_at: Timestamp | MISSING = MISSING


class PasskeyList(View):
    """
    All passkeys of a person.

    `#/components/schemas/PasskeyList` in the contract.
    """

    items: list[Passkey]
    """
    Newest first.
    """


class OpenIdIdentity(View):
    """
    An account of an OpenID provider, to log in with (OpenID Connect Core 1.0, section 2).

    `#/components/schemas/OpenIdIdentity` in the contract.
    """

    id: OpenIdIdentityId
    issuer: str
    """
    Which provider.
    """
    subject: str
    """
    What the provider knows the account by.
    """
    email: Email | MISSING = MISSING
    """
    The address of it, as the provider said last.
    """
    created_at: Timestamp
    last_used_at: Timestamp | MISSING = MISSING


class OpenIdIdentityList(View):
    """
    All accounts of OpenID providers that log in to a person's account.

    `#/components/schemas/OpenIdIdentityList` in the contract.
    """

    items: list[OpenIdIdentity]
    """
    Newest first.
    """


class PasskeyName(View):
    """
    What to call a passkey.

    `#/components/schemas/PasskeyName` in the contract.
    """

    name: Title


PasskeyBytes = TypeAliasType("PasskeyBytes", str)
"""
Bytes as WebAuthn writes them: base64url without padding.

`#/components/schemas/PasskeyBytes` in the contract.
"""


class PasskeyDescriptor(View):
    """
    A passkey that is there (WebAuthn, PublicKeyCredentialDescriptorJSON).

    `#/components/schemas/PasskeyDescriptor` in the contract.
    """

    type: Literal["public-key"]
    """
    What it is.
    """
    id: PasskeyBytes


class PasskeyCreationOptionsRp(View):
    id: str
    """
    The host of this service.
    """
    name: str
    """
    What this service is called.
    """


class PasskeyCreationOptionsUser(View):
    id: PasskeyBytes
    """
    Random; what is stored with a passkey tells nothing of its owner.
    """
    name: str
    """
    The email address.
    """
    display_name: Annotated[Title, Field(alias="displayName")]


class PasskeyCreationOptionsPubKeyCredParamsItem(View):
    type: Literal["public-key"]
    """
    What it is.
    """
    alg: int
    """
    The algorithm, as COSE numbers them.
    """


class PasskeyCreationOptionsAuthenticatorSelection(View):
    resident_key: Annotated[Literal["required"], Field(alias="residentKey")]
    """
    It has to know the passkey by itself.
    """
    require_resident_key: Annotated[Literal[True], Field(alias="requireResidentKey")]
    """
    The same for older browsers.
    """
    user_verification: Annotated[Literal["required"], Field(alias="userVerification")]
    """
    It has to make sure who uses it.
    """


class PasskeyCreationOptions(View):
    """
    What a device makes a passkey of (WebAuthn, PublicKeyCredentialCreationOptionsJSON).

    `#/components/schemas/PasskeyCreationOptions` in the contract.
    """

    rp: PasskeyCreationOptionsRp
    """
    What the passkey is for.
    """
    user: PasskeyCreationOptionsUser
    """
    Whose it is.
    """
    challenge: PasskeyBytes
    pub_key_cred_params: Annotated[
        list[PasskeyCreationOptionsPubKeyCredParamsItem],
        Field(alias="pubKeyCredParams"),
    ]
    """
    Kinds of keys, the preferred one first.
    """
    timeout: int
    """
    Milliseconds.
    """
    exclude_credentials: Annotated[
        list[PasskeyDescriptor], Field(alias="excludeCredentials")
    ]
    """
    Passkeys that are there; a device with one of them makes none.
    """
    authenticator_selection: Annotated[
        PasskeyCreationOptionsAuthenticatorSelection,
        Field(alias="authenticatorSelection"),
    ]
    """
    What the device has to do.
    """
    attestation: Literal["none"]
    """
    It need not say what it is.
    """


class PasskeyAdditionCredentialResponse(View):
    client_data_json: Annotated[PasskeyBytes, Field(alias="clientDataJSON")]
    attestation_object: Annotated[PasskeyBytes, Field(alias="attestationObject")]


class PasskeyAdditionCredential(View):
    id: PasskeyBytes
    raw_id: Annotated[PasskeyBytes, Field(alias="rawId")]
    type: Literal["public-key"]
    """
    What it is.
    """
    response: PasskeyAdditionCredentialResponse
    """
    The key, and what it was made for.
    """


class PasskeyAddition(View):
    """
    A passkey that a device made, and what to call it.

    `#/components/schemas/PasskeyAddition` in the contract.
    """

    name: Title
    credential: PasskeyAdditionCredential
    """
    What the device made (WebAuthn, RegistrationResponseJSON). More than this is passed over.
    """


class PasskeyRequestOptions(View):
    """
    What a device signs (WebAuthn, PublicKeyCredentialRequestOptionsJSON).

    `#/components/schemas/PasskeyRequestOptions` in the contract.
    """

    challenge: PasskeyBytes
    timeout: int
    """
    Milliseconds.
    """
    rp_id: Annotated[str, Field(alias="rpId")]
    """
    The host of this service.
    """
    user_verification: Annotated[Literal["required"], Field(alias="userVerification")]
    """
    The device has to make sure who uses it.
    """


class PasskeyLoginCredentialResponse(View):
    client_data_json: Annotated[PasskeyBytes, Field(alias="clientDataJSON")]
    authenticator_data: Annotated[PasskeyBytes, Field(alias="authenticatorData")]
    signature: PasskeyBytes
    user_handle: Annotated[PasskeyBytes, Field(alias="userHandle")]


class PasskeyLoginCredential(View):
    id: PasskeyBytes
    raw_id: Annotated[PasskeyBytes, Field(alias="rawId")]
    type: Literal["public-key"]
    """
    What it is.
    """
    response: PasskeyLoginCredentialResponse
    """
    The signature, and what was signed.
    """


class PasskeyLogin(View):
    """
    What a device signed.

    `#/components/schemas/PasskeyLogin` in the contract.
    """

    credential: PasskeyLoginCredential
    """
    What the device made (WebAuthn, AuthenticationResponseJSON). More than this is passed over.
    """


class Login(View):
    """
    Credentials.

    `#/components/schemas/Login` in the contract.
    """

    email: Email
    password: Password
    code: Code | MISSING = MISSING


RefreshToken = TypeAliasType("RefreshToken", str)
"""
Opaque; works once.

`#/components/schemas/RefreshToken` in the contract.
"""


class Refresh(View):
    """
    A refresh token.

    `#/components/schemas/Refresh` in the contract.
    """

    refresh_token: RefreshToken


class Tokens(View):
    """
    Tokens of a session.

    `#/components/schemas/Tokens` in the contract.
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


class Session(View):
    """
    An open session.

    `#/components/schemas/Session` in the contract.
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

    `#/components/schemas/SessionPage` in the contract.
    """

    items: list[Session]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class Team(View):
    """
    A team.

    `#/components/schemas/Team` in the contract.
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

    `#/components/schemas/TeamCreation` in the contract.
    """

    name: Name
    title: Title
    description: Description | MISSING = MISSING


class TeamPatch(View):
    """
    Changes to a team.

    `#/components/schemas/TeamPatch` in the contract.
    """

    name: Name | MISSING = MISSING
    title: Title | MISSING = MISSING
    description: Description | None | MISSING = MISSING
    """
    Null removes it.
    """


class TeamPage(View):
    """
    A page of teams.

    `#/components/schemas/TeamPage` in the contract.
    """

    items: list[Team]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class Member(View):
    """
    A person's membership in a team.

    `#/components/schemas/Member` in the contract.
    """

    person_id: PersonId
    email: Email
    display_name: Title
    role: Role
    created_at: Timestamp
    updated_at: Timestamp


class MemberAddition(View):
    """
    Whom to add.

    `#/components/schemas/MemberAddition` in the contract.
    """

    email: Email
    role: Role


class MemberPatch(View):
    """
    Changes to a membership.

    `#/components/schemas/MemberPatch` in the contract.
    """

    role: Role | MISSING = MISSING


class MemberPage(View):
    """
    A page of members.

    `#/components/schemas/MemberPage` in the contract.
    """

    items: list[Member]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class Invitation(View):
    """
    That a person may become a member of a team.

    `#/components/schemas/Invitation` in the contract.
    """

    id: InvitationId
    team_id: TeamId
    team_title: Title
    email: Email
    role: Role
    invited_by: PersonId | MISSING = MISSING
    """
    Absent when the person is gone.
    """
    created_at: Timestamp
    expires_at: Timestamp


class InvitationCreation(View):
    """
    Whom to invite, and as what.

    `#/components/schemas/InvitationCreation` in the contract.
    """

    email: Email
    role: Role


class InvitationPage(View):
    """
    A page of invitations.

    `#/components/schemas/InvitationPage` in the contract.
    """

    items: list[Invitation]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


ApiKeyScopes = TypeAliasType("ApiKeyScopes", list[ApiKeyScope])
"""
What the key may do.

`#/components/schemas/ApiKeyScopes` in the contract.
"""


class ApiKey(View):
    """
    A key of a team, without its secret.

    `#/components/schemas/ApiKey` in the contract.
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


class ApiKeyCreation(View):
    """
    A new key. Names of keys are unique in their team.

    `#/components/schemas/ApiKeyCreation` in the contract.
    """

    name: Name
    scopes: ApiKeyScopes
    expires_in_days: int | MISSING = MISSING
    """
    Days until it expires; never when left out.
    """


class CreatedApiKey(View):
    """
    A new key with its secret, shown this once.

    `#/components/schemas/CreatedApiKey` in the contract.
    """

    api_key: ApiKey
    secret: str
    """
    For `X-Api-Key`.
    """


class ApiKeyPage(View):
    """
    A page of keys.

    `#/components/schemas/ApiKeyPage` in the contract.
    """

    items: list[ApiKey]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class OAuthClientType(StrEnum):
    """
    `confidential` can keep a secret, `public` can not.

    `#/components/schemas/OAuthClientType` in the contract.
    """

    CONFIDENTIAL = "confidential"
    PUBLIC = "public"


class OAuthGrantType(StrEnum):
    """
    A way to get tokens (RFC 6749, RFC 8628).

    `#/components/schemas/OAuthGrantType` in the contract.
    """

    AUTHORIZATION_CODE = "authorization_code"
    CLIENT_CREDENTIALS = "client_credentials"
    REFRESH_TOKEN = "refresh_token"
    URN_IETF_PARAMS_OAUTH_GRANT_TYPE_DEVICE_CODE = (
        "urn:ietf:params:oauth:grant-type:device_code"
    )


OAuthGrantTypes = TypeAliasType("OAuthGrantTypes", list[OAuthGrantType])
"""
How it may get tokens. `refresh_token` goes with a code of whatever kind.

`#/components/schemas/OAuthGrantTypes` in the contract.
"""


RedirectUri = TypeAliasType("RedirectUri", str)
"""
By `https` or, for a program on the person's machine, by `http` to a loopback address, which
matches with whatever port (RFC 8252 §7.3). Else requests have to give just this text.

`#/components/schemas/RedirectUri` in the contract.
"""


RedirectUris = TypeAliasType("RedirectUris", list[RedirectUri])
"""
Where people may be sent back to.

`#/components/schemas/RedirectUris` in the contract.
"""


class OAuthClient(View):
    """
    A program that people allow to act for them, or that acts for its team.

    `#/components/schemas/OAuthClient` in the contract.
    """

    id: OAuthClientId
    team_id: TeamId
    title: Title
    type: OAuthClientType
    grant_types: OAuthGrantTypes
    redirect_uris: RedirectUris
    scopes: ApiKeyScopes
    """
    The most that it may ask for.
    """
    created_at: Timestamp
    updated_at: Timestamp


class OAuthClientCreation(View):
    """
    A new client. Those with `authorization_code` need a redirect URI.

    `#/components/schemas/OAuthClientCreation` in the contract.
    """

    title: Title
    """
    What people read when they are asked.
    """
    type: OAuthClientType
    grant_types: OAuthGrantTypes
    redirect_uris: RedirectUris | MISSING = MISSING
    scopes: ApiKeyScopes
    """
    The most that it may ask for.
    """


class OAuthClientPatch(View):
    """
    Changes to a client.

    `#/components/schemas/OAuthClientPatch` in the contract.
    """

    title: Title | MISSING = MISSING
    grant_types: OAuthGrantTypes | MISSING = MISSING
    redirect_uris: RedirectUris | MISSING = MISSING
    scopes: ApiKeyScopes | MISSING = MISSING


class CreatedOAuthClient(View):
    """
    A new client; its secret is shown this once.

    `#/components/schemas/CreatedOAuthClient` in the contract.
    """

    client: OAuthClient
    secret: str | MISSING = MISSING
    """
    The `client_secret` of a confidential client.
    """


class OAuthClientPage(View):
    """
    A page of clients.

    `#/components/schemas/OAuthClientPage` in the contract.
    """

    items: list[OAuthClient]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class Grant(View):
    """
    What somebody has allowed a client.

    `#/components/schemas/Grant` in the contract.
    """

    id: GrantId
    client_id: OAuthClientId
    client_title: Title
    team_title: Title
    """
    Whose client it is.
    """
    scopes: ApiKeyScopes
    """
    What was allowed.
    """
    created_at: Timestamp
    last_used_at: Timestamp
    """
    When tokens were given last.
    """
    expires_at: Timestamp


class GrantPage(View):
    """
    A page of grants.

    `#/components/schemas/GrantPage` in the contract.
    """

    items: list[Grant]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


OAuthParameter = TypeAliasType("OAuthParameter", str)
"""
A parameter of a request.

`#/components/schemas/OAuthParameter` in the contract.
"""


class TokenRequest(View):
    """
    A request for tokens; which members it needs depends on `grant_type`.

    `#/components/schemas/TokenRequest` in the contract.
    """

    __pydantic_extra__: dict[str, OAuthParameter]
    grant_type: OAuthParameter
    client_id: OAuthParameter | MISSING = MISSING
    client_secret: OAuthParameter | MISSING = MISSING
    scope: OAuthParameter | MISSING = MISSING
    """
    What is wanted, separated by spaces; all that may be had when left out.
    """
    code: OAuthParameter | MISSING = MISSING
    redirect_uri: OAuthParameter | MISSING = MISSING
    code_verifier: OAuthParameter | MISSING = MISSING
    refresh_token: OAuthParameter | MISSING = MISSING
    device_code: OAuthParameter | MISSING = MISSING


class TokenReference(View):
    """
    A token of whatever kind.

    `#/components/schemas/TokenReference` in the contract.
    """

    __pydantic_extra__: dict[str, OAuthParameter]
    token: OAuthParameter
    token_type_hint: OAuthParameter | MISSING = MISSING
    """
    Not needed.
    """
    client_id: OAuthParameter | MISSING = MISSING
    client_secret: OAuthParameter | MISSING = MISSING


class DeviceRequest(View):
    """
    A request for codes.

    `#/components/schemas/DeviceRequest` in the contract.
    """

    __pydantic_extra__: dict[str, OAuthParameter]
    client_id: OAuthParameter | MISSING = MISSING
    client_secret: OAuthParameter | MISSING = MISSING
    scope: OAuthParameter | MISSING = MISSING


class PageForm(View):
    """
    What a form of a page says.

    `#/components/schemas/PageForm` in the contract.
    """

    __pydantic_extra__: dict[str, OAuthParameter]
    action: Literal["sign_in", "sign_out", "find", "allow", "deny"]
    """
    Which button it was.
    """
    csrf: OAuthParameter
    """
    That the form was made for this browser.
    """
    email: str | MISSING = MISSING
    """
    Of the account.
    """
    password: str | MISSING = MISSING
    """
    Of the account.
    """
    code: str | MISSING = MISSING
    """
    Of an authenticator, or to recover the account.
    """
    user_code: str | MISSING = MISSING
    """
    The code that a device shows.
    """


class OAuthTokens(View):
    """
    Tokens of a client (RFC 6749 §5.1).

    `#/components/schemas/OAuthTokens` in the contract.
    """

    access_token: str
    """
    An `at+jwt` (RFC 9068), for `Authorization: Bearer …`.
    """
    token_type: Literal["Bearer"]
    """
    How to send the access token.
    """
    expires_in: int
    """
    Seconds until the access token expires.
    """
    refresh_token: RefreshToken | MISSING = MISSING
    scope: str
    """
    What the access token is for, separated by spaces.
    """


class DeviceAuthorization(View):
    """
    Codes for a device and for its person (RFC 8628 §3.2).

    `#/components/schemas/DeviceAuthorization` in the contract.
    """

    device_code: str
    """
    For the token endpoint.
    """
    user_code: str
    """
    For the person to type in.
    """
    verification_uri: str
    """
    Where to type it in.
    """
    verification_uri_complete: str
    """
    The same with the code filled in.
    """
    expires_in: int
    """
    Seconds until the codes expire.
    """
    interval: int
    """
    Seconds to wait between two questions.
    """


class Introspection(View):
    """
    What a token is (RFC 7662 §2.2); of one that is not active nothing else is said.

    `#/components/schemas/Introspection` in the contract.
    """

    active: bool
    """
    Whether it is good.
    """
    scope: str | MISSING = MISSING
    """
    What it is for, separated by spaces.
    """
    client_id: OAuthClientId | MISSING = MISSING
    token_type: Literal["Bearer"] | MISSING = MISSING
    """
    How an access token is sent; a refresh token has none.
    """
    sub: str | MISSING = MISSING
    """
    Whom it acts as, a person or the client itself.
    """
    iss: str | MISSING = MISSING
    """
    Who gave it.
    """
    aud: str | MISSING = MISSING
    """
    Whom it is for.
    """
    jti: str | MISSING = MISSING
    """
    The access token's id.
    """
    iat: int | MISSING = MISSING
    """
    When it was given, in seconds since 1970 (UTC).
    """
    exp: int | MISSING = MISSING
    """
    When it expires, in seconds since 1970 (UTC).
    """


class OAuthErrorCode(StrEnum):
    """
    A stable name for what is wrong (RFC 6749 §5.2, RFC 8628 §3.5).

    `#/components/schemas/OAuthErrorCode` in the contract.
    """

    INVALID_REQUEST = "invalid_request"
    INVALID_CLIENT = "invalid_client"
    INVALID_GRANT = "invalid_grant"
    UNAUTHORIZED_CLIENT = "unauthorized_client"
    UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type"
    INVALID_SCOPE = "invalid_scope"
    AUTHORIZATION_PENDING = "authorization_pending"
    SLOW_DOWN = "slow_down"
    ACCESS_DENIED = "access_denied"
    EXPIRED_TOKEN = "expired_token"


class OAuthError(View):
    """
    Why a request was refused (RFC 6749 §5.2).

    `#/components/schemas/OAuthError` in the contract.
    """

    error: OAuthErrorCode
    error_description: str | MISSING = MISSING
    """
    What is wrong in this case.
    """


class ClientAuthentication(StrEnum):
    """
    A way for a client to authenticate.

    `#/components/schemas/ClientAuthentication` in the contract.
    """

    CLIENT_SECRET_BASIC = "client_secret_basic"
    CLIENT_SECRET_POST = "client_secret_post"
    NONE = "none"


class AuthorizationServer(View):
    """
    Metadata of the authorization server (RFC 8414 §2).

    `#/components/schemas/AuthorizationServer` in the contract.
    """

    issuer: str
    """
    The `iss` of tokens.
    """
    authorization_endpoint: str
    """
    Where people are sent.
    """
    token_endpoint: str
    """
    Where tokens are had.
    """
    jwks_uri: str
    """
    Where the keys are.
    """
    revocation_endpoint: str | MISSING = MISSING
    """
    Where tokens are revoked.
    """
    introspection_endpoint: str | MISSING = MISSING
    """
    Where tokens are looked at.
    """
    device_authorization_endpoint: str | MISSING = MISSING
    """
    Where devices get their codes.
    """
    scopes_supported: list[ApiKeyScope] | MISSING = MISSING
    """
    All scopes.
    """
    response_types_supported: list[Literal["code"]]
    """
    What the authorization endpoint answers with.
    """
    response_modes_supported: list[Literal["query"]] | MISSING = MISSING
    """
    How it answers.
    """
    grant_types_supported: list[OAuthGrantType] | MISSING = MISSING
    """
    How tokens are had.
    """
    token_endpoint_auth_methods_supported: list[ClientAuthentication] | MISSING = (
        MISSING
    )
    """
    How clients authenticate.
    """
    revocation_endpoint_auth_methods_supported: list[ClientAuthentication] | MISSING = (
        MISSING
    )
    """
    How they do to revoke a token.
    """
    introspection_endpoint_auth_methods_supported: (
        list[ClientAuthentication] | MISSING
    ) = MISSING
    """
    How they do to look at one.
    """
    code_challenge_methods_supported: list[Literal["S256"]] | MISSING = MISSING
    """
    How codes are bound to who asked for them.
    """
    authorization_response_iss_parameter_supported: bool | MISSING = MISSING
    """
    Whether the answer says who gave it (RFC 9207).
    """
    service_documentation: str | MISSING = MISSING
    """
    What people can read.
    """


class SigningKey(View):
    """
    A public key on the curve P-256 (RFC 7518 §6.2).

    `#/components/schemas/SigningKey` in the contract.
    """

    kty: Literal["EC"]
    """
    The kind of key.
    """
    crv: Literal["P-256"]
    """
    The curve.
    """
    x: str
    """
    The x coordinate.
    """
    y: str
    """
    The y coordinate.
    """
    kid: str
    """
    The key's name.
    """
    use: Literal["sig"]
    """
    What it is for.
    """
    alg: Literal["ES256"]
    """
    How it signs.
    """


class SigningKeySet(View):
    """
    Public keys (RFC 7517 §5).

    `#/components/schemas/SigningKeySet` in the contract.
    """

    keys: list[SigningKey]
    """
    In no order.
    """


class ApiVisibility(StrEnum):
    """
    Who sees an API: its team alone, as by default, or everyone. Everybody with an account, and
    every API key, then reads its published versions, has them compared and mocked, and builds
    consumers on them; and reads its proposals with their revisions and reviews. People also
    propose changes of it, and change what they have proposed. The rest stays with the team:
    whoever may see an API, but not do that, gets 403. What may not be seen is not found: 404.

    `#/components/schemas/ApiVisibility` in the contract.
    """

    TEAM = "team"
    EVERYONE = "everyone"


class ProfileName(StrEnum):
    """
    A named policy; `list_profiles` says what each means.

    `#/components/schemas/ProfileName` in the contract.
    """

    TOLERANT_READER = "tolerant-reader"
    STRICT_READER = "strict-reader"
    OPEN_ENUMS = "open-enums"
    AS_DECLARED = "as-declared"
    FORMAT_ASSERTED = "format-asserted"
    SECURITY_GATE = "security-gate"
    DEPRECATION_POLICY = "deprecation-policy"
    GENERATED_CLIENTS = "generated-clients"


class MajorVersionLevel(StrEnum):
    """
    The mildest verdict on a change that needs a new major version, as do all that are graver;
    `undecided`, which means what breaks or may break, by default. With `nothing` all versions
    are taken.

    `#/components/schemas/MajorVersionLevel` in the contract.
    """

    RISKY = "risky"
    UNDECIDED = "undecided"
    BREAKING = "breaking"
    NOTHING = "nothing"


ApprovalCount = TypeAliasType("ApprovalCount", int)
"""
How many people have to approve a proposal before it can be signed; 1 by default.

`#/components/schemas/ApprovalCount` in the contract.
"""


AuthorApprovals = TypeAliasType("AuthorApprovals", bool)
"""
Do approvals count by those who wrote the proposal, or one of its revisions? Not by default.

`#/components/schemas/AuthorApprovals` in the contract.
"""


class SignerRole(StrEnum):
    """
    The least role that may sign proposals; `member` by default, which API keys count as.

    `#/components/schemas/SignerRole` in the contract.
    """

    MEMBER = "member"
    MAINTAINER = "maintainer"
    OWNER = "owner"


class BreakingChangeNeed(StrEnum):
    """
    What a proposal needs on top that breaks somebody, or may (`major_version_for` says how
    much counts): the approval of an owner, that each such change is accepted, the consent of
    every consumer that it affects as gravely, or by default nothing.

    `#/components/schemas/BreakingChangeNeed` in the contract.
    """

    NOTHING = "nothing"
    OWNER_APPROVAL = "owner_approval"
    ACCEPTANCES = "acceptances"
    CONSENTS = "consents"


DirectPublishing = TypeAliasType("DirectPublishing", bool)
"""
May versions be published without a proposal, too? They may by default; otherwise that gets 409 `proposal_required`.

`#/components/schemas/DirectPublishing` in the contract.
"""


VerificationRequired = TypeAliasType("VerificationRequired", bool)
"""
Does it take a verification that passed before `can_i_deploy_api` says yes? Not by default.

`#/components/schemas/VerificationRequired` in the contract.
"""


VerificationAge = TypeAliasType("VerificationAge", int)
"""
After how many days a verification is too old; any age will do when left out.

`#/components/schemas/VerificationAge` in the contract.
"""


class VerificationPolicy(View):
    """
    Which verification a build needs that is to be deployed.

    `#/components/schemas/VerificationPolicy` in the contract.
    """

    required: VerificationRequired
    maximum_age_days: VerificationAge | MISSING = MISSING


ThreadsResolved = TypeAliasType("ThreadsResolved", bool)
"""
Do all threads of a proposal have to be resolved before it can be signed? Not by default.

`#/components/schemas/ThreadsResolved` in the contract.
"""


class Policy(View):
    """
    What an API demands of its new versions.

    `#/components/schemas/Policy` in the contract.
    """

    profile: ProfileName
    """
    Whose reading counts.
    """
    major_version_for: MajorVersionLevel
    approvals: ApprovalCount
    author_approvals: AuthorApprovals
    signers: SignerRole
    breaking_change_needs: BreakingChangeNeed
    direct_publishing: DirectPublishing
    verification: VerificationPolicy
    threads_resolved: ThreadsResolved


class Api(View):
    """
    An API of a team.

    `#/components/schemas/Api` in the contract.
    """

    id: ApiId
    team_id: TeamId
    name: Name
    title: Title
    description: Description | MISSING = MISSING
    visibility: ApiVisibility
    policy: Policy
    created_at: Timestamp
    updated_at: Timestamp


class VerificationPolicyPatch(View):
    """
    Parts of that; what is left out stays.

    `#/components/schemas/VerificationPolicyPatch` in the contract.
    """

    required: VerificationRequired | MISSING = MISSING
    maximum_age_days: VerificationAge | None | MISSING = MISSING
    """
    Null takes any age.
    """


class PolicyPatch(View):
    """
    Parts of a policy; what is left out stays, or is as it is by default.

    `#/components/schemas/PolicyPatch` in the contract.
    """

    profile: ProfileName | MISSING = MISSING
    """
    Whose reading counts; `tolerant-reader` by default.
    """
    major_version_for: MajorVersionLevel | MISSING = MISSING
    approvals: ApprovalCount | MISSING = MISSING
    author_approvals: AuthorApprovals | MISSING = MISSING
    signers: SignerRole | MISSING = MISSING
    breaking_change_needs: BreakingChangeNeed | MISSING = MISSING
    direct_publishing: DirectPublishing | MISSING = MISSING
    verification: VerificationPolicyPatch | MISSING = MISSING
    threads_resolved: ThreadsResolved | MISSING = MISSING


class ApiCreation(View):
    """
    A new API.

    `#/components/schemas/ApiCreation` in the contract.
    """

    name: Name
    title: Title
    description: Description | MISSING = MISSING
    visibility: ApiVisibility | MISSING = MISSING
    policy: PolicyPatch | MISSING = MISSING


class ApiPatch(View):
    """
    Changes to an API.

    `#/components/schemas/ApiPatch` in the contract.
    """

    name: Name | MISSING = MISSING
    title: Title | MISSING = MISSING
    description: Description | None | MISSING = MISSING
    """
    Null removes it.
    """
    visibility: ApiVisibility | MISSING = MISSING
    policy: PolicyPatch | MISSING = MISSING


class ApiPage(View):
    """
    A page of APIs.

    `#/components/schemas/ApiPage` in the contract.
    """

    items: list[Api]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class Deprecation(View):
    """
    That, since when and until when a version is deprecated.

    `#/components/schemas/Deprecation` in the contract.
    """

    deprecated_at: Timestamp
    sunset_on: Date
    note: Description | MISSING = MISSING


ChangeFingerprint = TypeAliasType("ChangeFingerprint", str)
"""
Names a change, wherever it is written.

`#/components/schemas/ChangeFingerprint` in the contract.
"""


class CountedAcceptance(View):
    """
    A change that was accepted when the version was signed, whatever became of that.

    `#/components/schemas/CountedAcceptance` in the contract.
    """

    fingerprint: ChangeFingerprint
    accepted_by: PersonId | MISSING = MISSING


class CountedConsent(View):
    """
    A consumer that had consented when the version was signed.

    `#/components/schemas/CountedConsent` in the contract.
    """

    consumer_id: ConsumerId
    consented_by: PersonId | MISSING = MISSING
    consented_at: Timestamp


class Provenance(View):
    """
    What a version comes from.

    `#/components/schemas/Provenance` in the contract.
    """

    proposal: ProposalNumber
    revision: RevisionNumber
    approved_by: list[PersonId]
    """
    Whose approvals counted.
    """
    acceptances: list[CountedAcceptance] | MISSING = MISSING
    """
    The acceptances that let changes pass, where the policy wanted some; absent in lists.
    """
    consents: list[CountedConsent] | MISSING = MISSING
    """
    The consents of affected consumers, where the policy wanted some; absent in lists.
    """
    certificate: Digest | MISSING = MISSING
    """
    The digest of the certificate of the comparison that was signed.
    """


class Version(View):
    """
    A published contract.

    `#/components/schemas/Version` in the contract.
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
    provenance: Provenance | MISSING = MISSING
    """
    Present if a proposal was signed for it.
    """


class DeprecationNotice(View):
    """
    Until when, and why.

    `#/components/schemas/DeprecationNotice` in the contract.
    """

    sunset_on: Date
    note: Description | MISSING = MISSING


class VersionPage(View):
    """
    A page of versions.

    `#/components/schemas/VersionPage` in the contract.
    """

    items: list[Version]
    """
    Latest published first.
    """
    next_cursor: Cursor | MISSING = MISSING


class Mock(View):
    """
    Where a version is mocked for the caller.

    `#/components/schemas/Mock` in the contract.
    """

    url: str
    """
    The address; the contract's paths follow.
    """
    version: SemanticVersion
    digest: Digest
    operations: int
    """
    How many operations the contract declares.
    """


class MockedOperation(View):
    """
    What one operation does with the state of a mock.

    `#/components/schemas/MockedOperation` in the contract.
    """

    method: str
    """
    As it is sent.
    """
    path: str
    """
    As the contract has it.
    """
    is_remembered: bool
    """
    Whether what it does is seen by others, or shows what others did.
    """
    detail: str
    """
    What it does, or why nothing is remembered.
    """
    ignored: list[str]
    """
    Query parameters that change nothing.
    """


class MockReport(View):
    """
    What a mock remembers.

    `#/components/schemas/MockReport` in the contract.
    """

    operations: list[MockedOperation]
    """
    In the contract's order.
    """


class Profile(View):
    """
    A policy, which turns facts into a verdict.

    `#/components/schemas/Profile` in the contract.
    """

    name: ProfileName
    about: str
    """
    One sentence for people.
    """
    reading: Literal["strict", "exact", "open-enums", "lenient"]
    """
    How clients read what an API sends.
    """
    asserts_formats: bool
    """
    Do values have to have their `format`?
    """
    guards_security: bool
    """
    Is weaker security a break?
    """
    honours_sunsets: bool
    """
    May what was deprecated go after its sunset?
    """
    judges_code: bool
    """
    Are clients code that was generated or typed from the contract?
    """


class ProfileList(View):
    """
    All profiles.

    `#/components/schemas/ProfileList` in the contract.
    """

    items: list[Profile]
    """
    The default comes first.
    """


class Verdict(StrEnum):
    """
    What a profile makes of a change, or of all of them: `risky` when nobody breaks who goes by
    the contract, and somebody may in practice; `undecided` when neither a proof nor a witness
    was found.

    `#/components/schemas/Verdict` in the contract.
    """

    COMPATIBLE = "compatible"
    RISKY = "risky"
    BREAKING = "breaking"
    UNDECIDED = "undecided"


class ComparisonCreation(View):
    """
    What to compare.

    `#/components/schemas/ComparisonCreation` in the contract.
    """

    base: VersionReference
    """
    The version that clients know.
    """
    revision: VersionReference
    """
    What it became.
    """
    profile: ProfileName | MISSING = MISSING
    """
    Whose reading counts; `tolerant-reader` when left out.
    """
    as_of: Date | MISSING = MISSING
    """
    The day of the judgement, where the profile goes by days; today when left out.
    """


class ComparedDocument(View):
    """
    One side of a comparison.

    `#/components/schemas/ComparedDocument` in the contract.
    """

    digest: Digest
    version: SemanticVersion | MISSING = MISSING
    """
    Absent for a document that is no version.
    """


class ComparisonState(StrEnum):
    """
    How far a comparison is; the last two are final, until somebody asks again for one that failed.

    `#/components/schemas/ComparisonState` in the contract.
    """

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class ChangeCounts(View):
    """
    How many changes have which verdict.

    `#/components/schemas/ChangeCounts` in the contract.
    """

    compatible: int
    """
    Nobody notices, or may.
    """
    risky: int
    """
    Somebody may notice who goes by more than the contract.
    """
    breaking: int
    """
    Each with a witness, unless it breaks code alone.
    """
    undecided: int
    """
    Treat them as breaking.
    """


class ComparisonResult(View):
    """
    What came out.

    `#/components/schemas/ComparisonResult` in the contract.
    """

    verdict: Verdict
    semver: Literal["major", "minor", "patch"]
    """
    Which part of the version to raise (Semantic Versioning 2.0.0).
    """
    changes: ChangeCounts
    certificate: Digest
    """
    The digest of the certificate.
    """


class ComparisonFailure(View):
    """
    Why there is no result.

    `#/components/schemas/ComparisonFailure` in the contract.
    """

    code: Literal["too_slow", "too_large", "interrupted", "crashed"]
    """
    `too_slow` and `too_large`: it needs more time or memory than a comparison may take;
    `interrupted`: the service stopped in the middle of it, more than once; `crashed`: a fault
    of the service.

    """
    detail: str
    """
    The same for people.
    """


class Comparison(View):
    """
    What a revision changes, and whom it breaks.

    `#/components/schemas/Comparison` in the contract.
    """

    id: ComparisonId
    api_id: ApiId
    state: ComparisonState
    base: ComparedDocument
    revision: ComparedDocument
    profile: ProfileName
    as_of: Date | MISSING = MISSING
    """
    The day of the judgement, where the profile goes by days.
    """
    usage_digest: Digest | MISSING = MISSING
    """
    Of what is used, if only that counts: changes are those that concern who uses it.
    """
    engine: str
    """
    The version of the engine.
    """
    seed: int
    """
    Where searches for witnesses start.
    """
    created_at: Timestamp
    finished_at: Timestamp | MISSING = MISSING
    """
    When it was finished or failed.
    """
    result: ComparisonResult | MISSING = MISSING
    """
    Present once it is finished.
    """
    failure: ComparisonFailure | MISSING = MISSING
    """
    Present if it failed.
    """


class ComparisonPage(View):
    """
    A page of comparisons.

    `#/components/schemas/ComparisonPage` in the contract.
    """

    items: list[Comparison]
    """
    Latest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class ChangePlace(View):
    """
    A place in a document.

    `#/components/schemas/ChangePlace` in the contract.
    """

    pointer: str
    """
    JSON Pointer (RFC 6901).
    """
    line: int
    """
    Counts from 1.
    """


class WitnessBreaks(View):
    part: str
    """
    The part of the message.
    """
    pointer: str
    """
    JSON Pointer (RFC 6901) into that part.
    """
    reason: str
    """
    Why it is refused.
    """


class Witness(View):
    """
    A whole message that one side's contract allows and the other's does not.

    `#/components/schemas/Witness` in the contract.
    """

    operation: list[str]
    """
    Which operation, callback or webhook it belongs to, from the outside in.
    """
    valid_under: Literal["base", "revision"]
    """
    The side that allows it.
    """
    message: dict[str, Any]
    """
    The request or response: method, path, headers, body and so on.
    """
    breaks: WitnessBreaks
    """
    What the other side refuses in it.
    """


class Change(View):
    """
    One difference.

    `#/components/schemas/Change` in the contract.
    """

    fingerprint: str
    """
    Names the change, wherever it is written.
    """
    group: str | MISSING = MISSING
    """
    Shared by changes that say the same of several places.
    """
    kind: str
    """
    What happened, such as `request-property-removed`.
    """
    verdict: Verdict
    direction: Literal["request", "response", "none"]
    """
    Whether requests or responses are concerned.
    """
    operations: list[str]
    """
    The operations that it reaches.
    """
    base: ChangePlace
    """
    Where it is in the base; for an addition, the nearest ancestor.
    """
    revision: ChangePlace
    """
    Where it is in the revision.
    """
    message: str
    """
    One sentence for people.
    """
    profiles: dict[str, Verdict]
    """
    What each profile makes of it.
    """
    witness: Witness | MISSING = MISSING
    """
    Present if it breaks something.
    """


class ChangePage(View):
    """
    A page of changes.

    `#/components/schemas/ChangePage` in the contract.
    """

    items: list[Change]
    """
    In a stable order.
    """
    next_cursor: Cursor | MISSING = MISSING


class CertificateSubmission(View):
    """
    A certificate to verify, with the documents that the service does not have.

    `#/components/schemas/CertificateSubmission` in the contract.
    """

    certificate: dict[str, Any]
    """
    A certificate, as it was downloaded.
    """
    base: str | MISSING = MISSING
    """
    The text of the base, in JSON or YAML.
    """
    revision: str | MISSING = MISSING
    """
    The text of the revision, in JSON or YAML.
    """


class CertificateVerification(View):
    """
    Whether a certificate holds.

    `#/components/schemas/CertificateVerification` in the contract.
    """

    result: Literal["valid", "invalid", "unknown_document"]
    """
    `unknown_document` when a document is neither in the request nor to be found.
    """
    reasons: list[str]
    """
    What is wrong, in sentences; empty for `valid`.
    """


Contact = TypeAliasType("Contact", str)
"""
Whom to ask.

`#/components/schemas/Contact` in the contract.
"""


class ProposalState(StrEnum):
    """
    `draft`: there is no document yet; `in_review`: something is missing; `ready`: nothing is;
    `published` and `withdrawn`: it is closed; `superseded`: what it proposes was published
    otherwise.

    `#/components/schemas/ProposalState` in the contract.
    """

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    READY = "ready"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class ProposalObstacle(View):
    """
    Something that is missing until a proposal can be published.

    `#/components/schemas/ProposalObstacle` in the contract.
    """

    code: Literal[
        "revision",
        "comparison",
        "base_moved",
        "approvals",
        "changes_requested",
        "owner_approval",
        "acceptances",
        "consents",
        "open_threads",
    ]
    """
    `revision`: a document; `comparison`: what it would break is being found out;
    `base_moved`: a release above its base was published since, which the document may
    undo, so that it takes a new revision; `approvals`: more of them; `changes_requested`:
    somebody wants it changed; `owner_approval`: it breaks somebody, or may, and an owner of
    the team has to approve that; `acceptances`: changes that break somebody, or may, are not
    accepted; `consents`: consumers that it breaks, or may, have yet to consent, or object;
    `open_threads`: some are open, and the policy wants them resolved.

    """
    detail: str
    """
    The same for people.
    """


class ProposalComparison(View):
    """
    What a comparison says of a revision; `get_comparison` has all of it.

    `#/components/schemas/ProposalComparison` in the contract.
    """

    id: ComparisonId
    state: ComparisonState
    verdict: Verdict | MISSING = MISSING
    """
    Present once it is finished.
    """
    semver: Literal["major", "minor", "patch"] | MISSING = MISSING
    """
    Which part of the version to raise; present once it is finished.
    """


class ProposalRevision(View):
    """
    A proposed document; nothing of it changes but what is known of its comparison.

    `#/components/schemas/ProposalRevision` in the contract.
    """

    proposal: ProposalNumber
    number: RevisionNumber
    digest: Digest
    media_type: Literal["application/yaml", "application/json"]
    """
    In which form it was sent.
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
    version: SemanticVersion | MISSING = MISSING
    """
    The document's `info.version`, if it is a semantic one.
    """
    operations: int
    """
    How many operations it declares.
    """
    base: ComparedDocument | MISSING = MISSING
    """
    The version that it changes; absent for the first of an API.
    """
    equivalent_to: RevisionNumber
    """
    The first revision that no client can tell from this one; its own number if there is none.
    """
    comparison: ProposalComparison | MISSING = MISSING
    """
    With the base, once there is one.
    """
    author: PersonId | MISSING = MISSING
    """
    Absent when an API key added it or the person is gone.
    """
    created_at: Timestamp


class Proposal(View):
    """
    A change of an API that is to be agreed on.

    `#/components/schemas/Proposal` in the contract.
    """

    api_id: ApiId
    number: ProposalNumber
    title: Title
    description: Description | MISSING = MISSING
    author: PersonId | MISSING = MISSING
    """
    Absent when an API key proposed it or the person is gone.
    """
    state: ProposalState
    missing: list[ProposalObstacle]
    """
    All that is in the way of its being published.
    """
    open_threads: int
    """
    How many of its threads are open.
    """
    revision: ProposalRevision | MISSING = MISSING
    """
    The latest one, if there is any.
    """
    published_version: SemanticVersion | MISSING = MISSING
    """
    What it was published as.
    """
    offered_version: SemanticVersion | MISSING = MISSING
    """
    What the latest revision would be published as, once that is known.
    """
    created_at: Timestamp
    updated_at: Timestamp


class ProposalCreation(View):
    """
    A new proposal.

    `#/components/schemas/ProposalCreation` in the contract.
    """

    title: Title
    description: Description | MISSING = MISSING


class ProposalPatch(View):
    """
    Changes to what a proposal says.

    `#/components/schemas/ProposalPatch` in the contract.
    """

    title: Title | MISSING = MISSING
    description: Description | None | MISSING = MISSING
    """
    Null removes it.
    """


class ProposalPage(View):
    """
    A page of proposals.

    `#/components/schemas/ProposalPage` in the contract.
    """

    items: list[Proposal]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class ProposalRevisionPage(View):
    """
    A page of revisions.

    `#/components/schemas/ProposalRevisionPage` in the contract.
    """

    items: list[ProposalRevision]
    """
    Latest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class AcceptanceCreation(View):
    """
    What is to be accepted.

    `#/components/schemas/AcceptanceCreation` in the contract.
    """

    fingerprint: ChangeFingerprint
    reason: str
    """
    Why it may pass, for whoever asks.
    """
    until: Date | MISSING = MISSING
    """
    The last day that it counts, in UTC; without an end when left out.
    """


class Acceptance(View):
    """
    A change that may pass.

    `#/components/schemas/Acceptance` in the contract.
    """

    id: AcceptanceId
    api_id: ApiId
    fingerprint: ChangeFingerprint
    reason: str
    """
    Why it may pass.
    """
    until: Date | MISSING = MISSING
    """
    The last day that it counts, if it has one.
    """
    accepted_by: PersonId | MISSING = MISSING
    """
    Absent when the person is gone.
    """
    accepted_at: Timestamp


class AcceptancePage(View):
    """
    A page of acceptances.

    `#/components/schemas/AcceptancePage` in the contract.
    """

    items: list[Acceptance]
    """
    Latest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class EventType(StrEnum):
    """
    What happened, and to what.

    `#/components/schemas/EventType` in the contract.
    """

    TEAM_CREATED = "team.created"
    TEAM_UPDATED = "team.updated"
    TEAM_DELETED = "team.deleted"
    MEMBER_ADDED = "member.added"
    MEMBER_UPDATED = "member.updated"
    MEMBER_REMOVED = "member.removed"
    INVITATION_CREATED = "invitation.created"
    INVITATION_DECLINED = "invitation.declined"
    INVITATION_REVOKED = "invitation.revoked"
    API_KEY_CREATED = "api_key.created"
    API_KEY_REVOKED = "api_key.revoked"
    OAUTH_CLIENT_CREATED = "oauth_client.created"
    OAUTH_CLIENT_UPDATED = "oauth_client.updated"
    OAUTH_CLIENT_DELETED = "oauth_client.deleted"
    API_CREATED = "api.created"
    API_UPDATED = "api.updated"
    API_DELETED = "api.deleted"
    POLICY_UPDATED = "policy.updated"
    VERSION_PUBLISHED = "version.published"
    VERSION_DEPRECATED = "version.deprecated"
    VERSION_UNDEPRECATED = "version.undeprecated"
    PROPOSAL_CREATED = "proposal.created"
    PROPOSAL_UPDATED = "proposal.updated"
    PROPOSAL_REVISED = "proposal.revised"
    PROPOSAL_REVIEWED = "proposal.reviewed"
    PROPOSAL_ANSWERED = "proposal.answered"
    THREAD_CREATED = "thread.created"
    THREAD_ANSWERED = "thread.answered"
    THREAD_RESOLVED = "thread.resolved"
    THREAD_REOPENED = "thread.reopened"
    PROPOSAL_WITHDRAWN = "proposal.withdrawn"
    PROPOSAL_SIGNED = "proposal.signed"
    ACCEPTANCE_CREATED = "acceptance.created"
    ACCEPTANCE_REVOKED = "acceptance.revoked"
    CONSUMER_CREATED = "consumer.created"
    CONSUMER_UPDATED = "consumer.updated"
    CONSUMER_DELETED = "consumer.deleted"
    CONSUMER_VERSION_REGISTERED = "consumer_version.registered"
    CONSUMER_VERSION_DELETED = "consumer_version.deleted"
    ENVIRONMENT_CREATED = "environment.created"
    ENVIRONMENT_UPDATED = "environment.updated"
    ENVIRONMENT_DELETED = "environment.deleted"
    DEPLOYMENT_RECORDED = "deployment.recorded"
    DEPLOYMENT_ENDED = "deployment.ended"
    VERIFICATION_RECORDED = "verification.recorded"
    WEBHOOK_CREATED = "webhook.created"
    WEBHOOK_UPDATED = "webhook.updated"
    WEBHOOK_SECRET_ROTATED = "webhook.secret_rotated"
    WEBHOOK_PINGED = "webhook.pinged"
    WEBHOOK_DISABLED = "webhook.disabled"
    WEBHOOK_DELETED = "webhook.deleted"


class EventFacts(View):
    """
    Members by name, as the resource has them; what is long is left out.

    `#/components/schemas/EventFacts` in the contract.
    """


class Event(View):
    """
    Something that happened.

    `#/components/schemas/Event` in the contract.
    """

    id: EventId
    type: EventType
    team_id: TeamId
    api_id: ApiId | MISSING = MISSING
    """
    Which API it is about, if one.
    """
    subject: str
    """
    Id of what it happened to.
    """
    actor: str | MISSING = MISSING
    """
    Id of the person, API key or OAuth client who did it; absent when the service did.
    """
    occurred_at: Timestamp
    before: EventFacts | MISSING = MISSING
    """
    What changed, as it was; of what is gone, what it was.
    """
    after: EventFacts | MISSING = MISSING
    """
    What changed, as it is now; of what is new, what it is.
    """
    details: EventFacts | MISSING = MISSING
    """
    What else is worth knowing.
    """


class EventPage(View):
    """
    A page of events.

    `#/components/schemas/EventPage` in the contract.
    """

    items: list[Event]
    """
    Latest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class AccountState(StrEnum):
    """
    Whether people may log in.

    `#/components/schemas/AccountState` in the contract.
    """

    ACTIVE = "active"
    SUSPENDED = "suspended"


class Account(View):
    """
    A person, as administrators see them.

    `#/components/schemas/Account` in the contract.
    """

    id: PersonId
    email: Email
    email_verified: bool
    """
    Whether the address is proven to be theirs.
    """
    state: AccountState
    administrator: bool
    """
    Whether they are an administrator.
    """
    created_at: Timestamp


class AccountPage(View):
    """
    A page of accounts.

    `#/components/schemas/AccountPage` in the contract.
    """

    items: list[Account]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


AuditActor = TypeAliasType("AuditActor", str)
"""
Id of the person, API key or OAuth client who did it.

`#/components/schemas/AuditActor` in the contract.
"""


AuditAction = TypeAliasType("AuditAction", str)
"""
What was done, and to what: a type of events, or `comparison.asked`, which changes nothing.

`#/components/schemas/AuditAction` in the contract.
"""


AuditSubject = TypeAliasType("AuditSubject", str)
"""
Id of what it was done to.

`#/components/schemas/AuditSubject` in the contract.
"""


AuditDigest = TypeAliasType("AuditDigest", str)
"""
SHA-256 of the digest of the record before and of this record, as it is stored.

`#/components/schemas/AuditDigest` in the contract.
"""


class AuditRecord(View):
    """
    Something that was done, linked to what was done before; all of it as it is stored, whoever changed it.

    `#/components/schemas/AuditRecord` in the contract.
    """

    number: int
    """
    Its place in the chain, from 1.
    """
    chain: str
    """
    The chain that it is a link of; a team has one.
    """
    id: EventId
    occurred_at: Timestamp
    actor: str | None
    """
    Id of the person, API key or OAuth client who did it; null is the service itself.
    """
    team_id: TeamId
    api_id: ApiId | None
    """
    Which API it is about, if one.
    """
    action: str
    """
    What was done, and to what.
    """
    subject: str
    """
    Id of what it was done to.
    """
    details: dict[str, Any]
    """
    What else is known; `before` and `after` have what changed.
    """
    client: str | None
    """
    Address that it was done from; null if it is not known, or may not be kept.
    """
    request_id: str | None
    """
    Which request it was; null if it was none.
    """
    digest: AuditDigest


class AuditPage(View):
    """
    A page of audit records.

    `#/components/schemas/AuditPage` in the contract.
    """

    items: list[AuditRecord]
    """
    Latest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class AuditVerification(View):
    """
    Whether every link of a chain holds.

    `#/components/schemas/AuditVerification` in the contract.
    """

    verified: bool
    """
    Whether it does.
    """
    records: int
    """
    How many records are kept.
    """
    first_broken: int | MISSING = MISSING
    """
    Number of the first record that was changed, left out, added or put elsewhere; absent if all is well.
    """
    last_number: int
    """
    Number of the last record.
    """
    last_digest: AuditDigest


WebhookUrl = TypeAliasType("WebhookUrl", str)
"""
Where to send events. Addresses that are not public are refused when it is connected to, and redirects are not followed.

`#/components/schemas/WebhookUrl` in the contract.
"""


WebhookEventTypes = TypeAliasType("WebhookEventTypes", list[EventType])
"""
The types of events that are wanted.

`#/components/schemas/WebhookEventTypes` in the contract.
"""


class Webhook(View):
    """
    Where a team's events are sent.

    `#/components/schemas/Webhook` in the contract.
    """

    id: WebhookId
    team_id: TeamId
    url: WebhookUrl
    title: Title
    event_types: WebhookEventTypes | MISSING = MISSING
    """
    The types of events that are wanted; all when absent.
    """
    is_enabled: bool
    """
    Whether events are sent.
    """
    failing_since: Timestamp | MISSING = MISSING
    """
    Since when the receiver takes nothing; absent while it does.
    """
    created_at: Timestamp
    updated_at: Timestamp


class WebhookCreation(View):
    """
    A new webhook.

    `#/components/schemas/WebhookCreation` in the contract.
    """

    url: WebhookUrl
    title: Title
    event_types: WebhookEventTypes | MISSING = MISSING
    """
    The types of events that are wanted; all when left out.
    """


class WebhookPatch(View):
    """
    Changes to a webhook.

    `#/components/schemas/WebhookPatch` in the contract.
    """

    url: WebhookUrl | MISSING = MISSING
    title: Title | MISSING = MISSING
    event_types: WebhookEventTypes | None | MISSING = MISSING
    """
    The types of events that are wanted; null for all.
    """
    is_enabled: bool | MISSING = MISSING
    """
    Whether to send events.
    """


class WebhookPage(View):
    """
    A page of webhooks.

    `#/components/schemas/WebhookPage` in the contract.
    """

    items: list[Webhook]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class CreatedWebhook(View):
    """
    A webhook with a new secret, shown this once.

    `#/components/schemas/CreatedWebhook` in the contract.
    """

    webhook: Webhook
    secret: str
    """
    What messages are signed with.
    """


class Delivery(View):
    """
    An event on its way to a webhook.

    `#/components/schemas/Delivery` in the contract.
    """

    id: DeliveryId
    event_id: EventId
    event_type: EventType
    state: Literal["pending", "delivered", "failed"]
    """
    Whether it is still to be sent, was taken, or was given up.
    """
    attempts: int
    """
    How often it was sent.
    """
    status: int | MISSING = MISSING
    """
    The HTTP status of the last answer.
    """
    error: str | MISSING = MISSING
    """
    Why the last attempt failed.
    """
    created_at: Timestamp
    attempted_at: Timestamp | MISSING = MISSING
    """
    When it was sent last.
    """
    next_attempt_at: Timestamp | MISSING = MISSING
    """
    When it is sent next.
    """


class DeliveryPage(View):
    """
    A page of deliveries.

    `#/components/schemas/DeliveryPage` in the contract.
    """

    items: list[Delivery]
    """
    Latest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class WebhookMessage(View):
    """
    What a webhook gets.

    `#/components/schemas/WebhookMessage` in the contract.
    """

    type: EventType
    timestamp: Timestamp
    """
    When it happened.
    """
    data: Event


class ReviewVerdict(StrEnum):
    """
    What a reviewer makes of a revision.

    `#/components/schemas/ReviewVerdict` in the contract.
    """

    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    COMMENT = "comment"


class DocumentSide(StrEnum):
    """
    `revision`, the proposed document, or `base`, the one that it changes.

    `#/components/schemas/DocumentSide` in the contract.
    """

    REVISION = "revision"
    BASE = "base"


class ThreadAnchor(View):
    """
    What a thread is about.

    `#/components/schemas/ThreadAnchor` in the contract.
    """

    side: DocumentSide
    pointer: str
    """
    JSON Pointer (RFC 6901) to something that is there.
    """


CommentText = TypeAliasType("CommentText", str)
"""
Some sentences for people, in Markdown.

`#/components/schemas/CommentText` in the contract.
"""


class ReviewThread(View):
    """
    A thread that a review begins.

    `#/components/schemas/ReviewThread` in the contract.
    """

    anchor: ThreadAnchor | MISSING = MISSING
    """
    What it is about; the whole proposal, when left out.
    """
    body: CommentText


class ReviewCreation(View):
    """
    A new review.

    `#/components/schemas/ReviewCreation` in the contract.
    """

    revision: RevisionNumber
    """
    Which one it is of.
    """
    verdict: ReviewVerdict
    body: Description | MISSING = MISSING
    threads: list[ReviewThread] | MISSING = MISSING
    """
    What it says of places, each a thread; then it has to be of the latest revision.
    """


class Review(View):
    """
    What somebody makes of a revision.

    `#/components/schemas/Review` in the contract.
    """

    id: ReviewId
    proposal: ProposalNumber
    revision: RevisionNumber
    verdict: ReviewVerdict
    body: Description | MISSING = MISSING
    effect: Literal["counts", "lapsed", "replaced", "own", "left", "none"]
    """
    What it still does. `counts`; `lapsed`: it is an approval of something that clients can
    tell from the latest revision, or of a change of another version; `replaced`: the
    reviewer has said something else since; `own`: it is an approval by an author, which
    the policy takes none of; `left`: the reviewer is no member any more, or only looks on;
    `none`: it is a comment.

    """
    reviewer: PersonId | MISSING = MISSING
    """
    Absent when the person is gone.
    """
    created_at: Timestamp


class ReviewPage(View):
    """
    A page of reviews.

    `#/components/schemas/ReviewPage` in the contract.
    """

    items: list[Review]
    """
    Latest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class ThreadState(StrEnum):
    """
    Whether something is left to be said.

    `#/components/schemas/ThreadState` in the contract.
    """

    OPEN = "open"
    RESOLVED = "resolved"


class ThreadCreation(View):
    """
    A new thread.

    `#/components/schemas/ThreadCreation` in the contract.
    """

    revision: RevisionNumber
    """
    The latest one, as the author knows it.
    """
    anchor: ThreadAnchor | MISSING = MISSING
    """
    What it is about; the whole proposal, when left out.
    """
    body: CommentText


class ThreadPlace(View):
    """
    A place in a document, with what stands there.

    `#/components/schemas/ThreadPlace` in the contract.
    """

    revision: RevisionNumber
    side: DocumentSide
    pointer: str
    """
    JSON Pointer (RFC 6901).
    """
    line: int
    """
    Counts from 1.
    """
    excerpt: str
    """
    The line and those that are within it; the first few.
    """


class Thread(View):
    """
    Something that people talk about.

    `#/components/schemas/Thread` in the contract.
    """

    id: ThreadId
    proposal: ProposalNumber
    revision: RevisionNumber
    """
    The latest when it was begun.
    """
    state: ThreadState
    begun_at: ThreadPlace | MISSING = MISSING
    """
    What it was about when it was begun; absent if that is the whole proposal.
    """
    stands_at: ThreadPlace | MISSING = MISSING
    """
    Where that is in the latest revision; absent if it is gone, or was not looked for.
    """
    fate: Literal["same", "moved", "changed", "gone", "unknown"] | MISSING = MISSING
    """
    What became of it since. `same`: nothing; `moved`: it stands elsewhere, as it was;
    `changed`: something else stands there; `gone`: nothing does; `unknown`: the latest
    revision was too large to look.

    """
    comments: int
    """
    How many there are.
    """
    author: PersonId | MISSING = MISSING
    """
    Who began it; absent when they are gone.
    """
    resolved_by: PersonId | MISSING = MISSING
    """
    Who resolved it; absent if it is open, or when they are gone.
    """
    resolved_at: Timestamp | MISSING = MISSING
    """
    When it was resolved; absent if it is open.
    """
    created_at: Timestamp


class ThreadPage(View):
    """
    A page of threads.

    `#/components/schemas/ThreadPage` in the contract.
    """

    items: list[Thread]
    """
    Latest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class CommentCreation(View):
    """
    Something to say.

    `#/components/schemas/CommentCreation` in the contract.
    """

    body: CommentText


class Comment(View):
    """
    What somebody said.

    `#/components/schemas/Comment` in the contract.
    """

    id: CommentId
    thread_id: ThreadId
    body: CommentText
    author: PersonId | MISSING = MISSING
    """
    Absent when the person is gone.
    """
    created_at: Timestamp


class CommentPage(View):
    """
    A page of comments.

    `#/components/schemas/CommentPage` in the contract.
    """

    items: list[Comment]
    """
    Latest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class Signature(View):
    """
    What is signed.

    `#/components/schemas/Signature` in the contract.
    """

    revision: RevisionNumber
    """
    The latest one, as the signer knows it.
    """
    version: SemanticVersion | MISSING = MISSING
    """
    What to publish it as; `offered_version` when left out.
    """


ConsumerVersionLabel = TypeAliasType("ConsumerVersionLabel", str)
"""
What an application calls one of its versions, in its own way: a number, a commit.

`#/components/schemas/ConsumerVersionLabel` in the contract.
"""


class AffectedUse(View):
    """
    A contract that a version of a consumer was built against.

    `#/components/schemas/AffectedUse` in the contract.
    """

    consumer_version: ConsumerVersionLabel
    built_against: SemanticVersion
    verdict: Verdict | MISSING = MISSING
    """
    Absent while it is being found out.
    """
    comparison_id: ComparisonId | MISSING = MISSING
    """
    What the verdict follows from, with witnesses.
    """


class ConsentAnswer(StrEnum):
    """
    Does a consumer agree to what is proposed?

    `#/components/schemas/ConsentAnswer` in the contract.
    """

    CONSENT = "consent"
    OBJECT = "object"


ConsentReason = TypeAliasType("ConsentReason", str)
"""
Why, for whoever asks.

`#/components/schemas/ConsentReason` in the contract.
"""


class ConsumerAnswer(View):
    """
    What somebody said of a revision for a consumer.

    `#/components/schemas/ConsumerAnswer` in the contract.
    """

    revision: RevisionNumber
    answer: ConsentAnswer
    reason: ConsentReason
    effect: Literal["counts", "lapsed"]
    """
    What it still does. `counts`; `lapsed`: clients can tell what was answered from the latest revision, or that changes another version.
    """
    answered_by: PersonId | MISSING = MISSING
    """
    Absent when the person is gone.
    """
    answered_at: Timestamp


class AffectedConsumer(View):
    """
    A consumer, and what a proposal does to it.

    `#/components/schemas/AffectedConsumer` in the contract.
    """

    team_id: TeamId
    team: Name
    """
    The name of its team.
    """
    consumer_id: ConsumerId
    name: Name
    verdict: Verdict | MISSING = MISSING
    """
    The gravest of all its uses; absent while that is being found out.
    """
    uses: list[AffectedUse]
    """
    The first hundred.
    """
    answer: ConsumerAnswer | MISSING = MISSING
    """
    Its last one.
    """


class AffectedConsumerList(View):
    """
    Consumers of an API.

    `#/components/schemas/AffectedConsumerList` in the contract.
    """

    items: list[AffectedConsumer]
    """
    By the names of their teams and their own; the first thousand.
    """


class ConsumerStatement(View):
    """
    What is to be said of a revision for a consumer.

    `#/components/schemas/ConsumerStatement` in the contract.
    """

    revision: RevisionNumber
    answer: ConsentAnswer
    reason: ConsentReason


class Consumer(View):
    """
    An application that builds on APIs.

    `#/components/schemas/Consumer` in the contract.
    """

    id: ConsumerId
    team_id: TeamId
    name: Name
    title: Title
    contact: Contact | MISSING = MISSING
    created_at: Timestamp
    updated_at: Timestamp


class ConsumerCreation(View):
    """
    A new consumer.

    `#/components/schemas/ConsumerCreation` in the contract.
    """

    name: Name
    title: Title
    contact: Contact | MISSING = MISSING


class ConsumerPatch(View):
    """
    Changes to a consumer.

    `#/components/schemas/ConsumerPatch` in the contract.
    """

    name: Name | MISSING = MISSING
    title: Title | MISSING = MISSING
    contact: Contact | None | MISSING = MISSING
    """
    Null removes it.
    """


class ConsumerPage(View):
    """
    A page of consumers.

    `#/components/schemas/ConsumerPage` in the contract.
    """

    items: list[Consumer]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class KnownContract(View):
    """
    A published contract that an application was built against.

    `#/components/schemas/KnownContract` in the contract.
    """

    api_id: ApiId
    version: SemanticVersion
    usage_digest: Digest | MISSING = MISSING
    """
    Of what it uses, whoever does so; absent if that is everything.
    """


class ConsumerVersion(View):
    """
    A version of a consumer.

    `#/components/schemas/ConsumerVersion` in the contract.
    """

    id: ConsumerVersionId
    consumer_id: ConsumerId
    version: ConsumerVersionLabel
    built_against: list[KnownContract]
    """
    Contracts that it knows.
    """
    registered_at: Timestamp


class PartUsage(View):
    """
    More about a part.

    `#/components/schemas/PartUsage` in the contract.
    """

    values: list[Any] | MISSING = MISSING
    """
    The only values that are sent; or those known to who reads, beside what the contract has promised.
    """
    always: bool | MISSING = MISSING
    """
    Whether it is never left out by who sends.
    """


PartsUsage = TypeAliasType("PartsUsage", list[str] | dict[str, PartUsage])
"""
A list of names, or an object of names with more about each.

`#/components/schemas/PartsUsage` in the contract.
"""


class PartialBodyUsage(View):
    """
    What is used of a body that is not used wholly.

    `#/components/schemas/PartialBodyUsage` in the contract.
    """

    media_types: list[str] | MISSING = MISSING
    """
    The media types in which it is sent, or asked for.
    """
    members: PartsUsage | MISSING = MISSING
    """
    The members by JSON Pointer (RFC 6901), such as `/owner/name`; `*` stands for each item of a list and for each member of an object. What a pointer leads to is used wholly. Members that have to be sent are always among them.
    """


BodyUsage = TypeAliasType("BodyUsage", bool | PartialBodyUsage)
"""
What is used of a body: true for all of it, false for nothing, or some media types and members.

`#/components/schemas/BodyUsage` in the contract.
"""


class RequestUsage(View):
    """
    The parameters and the body of a request.

    `#/components/schemas/RequestUsage` in the contract.
    """

    parameters: PartsUsage | MISSING = MISSING
    """
    The parameters, by place and name, such as `query limit`. Those that are required are always among them.
    """
    body: BodyUsage | MISSING = MISSING


class ResponseUsage(View):
    """
    The headers and the body of a response.

    `#/components/schemas/ResponseUsage` in the contract.
    """

    headers: PartsUsage | MISSING = MISSING
    """
    The headers, by name.
    """
    body: BodyUsage | MISSING = MISSING


class ResponsesUsage(View):
    """
    The responses.

    `#/components/schemas/ResponsesUsage` in the contract.
    """

    responses: dict[str, ResponseUsage] | MISSING = MISSING
    """
    The responses by status, such as `200`, a range of them such as `4XX`, or `default`.
    """


class ReceptionUsage(View):
    """
    What is read of a request of the API, and what is answered.

    `#/components/schemas/ReceptionUsage` in the contract.
    """

    reads: RequestUsage | MISSING = MISSING
    sends: ResponsesUsage | MISSING = MISSING


class CallUsage(View):
    """
    What is sent to an operation that is called, and what is read of its answers.

    `#/components/schemas/CallUsage` in the contract.
    """

    sends: RequestUsage | MISSING = MISSING
    reads: ResponsesUsage | MISSING = MISSING
    callbacks: dict[str, ReceptionUsage] | MISSING = MISSING
    """
    The callbacks that are answered, by name, method and expression, such as `onChange POST {$request.body#/url}`.
    """


class ContractUsage(View):
    """
    Which operations of a contract are called, what is sent to them and what is read of their
    answers. Whatever is left out is used wholly; an operation without an entry is not called.
    `scripts/compare --usage` reads the same from files.

    `#/components/schemas/ContractUsage` in the contract.
    """

    usage: Literal["countersign.usage/1"]
    """
    The format.
    """
    consumer: str
    """
    What the consumer is called.
    """
    version: str | MISSING = MISSING
    """
    The version of the consumer.
    """
    operations: dict[str, CallUsage] | MISSING = MISSING
    """
    The operations that are called, by method and path as the contract writes them, such as `GET /things/{id}`.
    """
    webhooks: dict[str, ReceptionUsage] | MISSING = MISSING
    """
    The webhooks that are received, by method and name, such as `POST thingGone`.
    """


class ContractReference(View):
    """
    Names a published contract, and says what is used of it.

    `#/components/schemas/ContractReference` in the contract.
    """

    api_id: ApiId
    version: VersionReference
    usage: ContractUsage | MISSING = MISSING


class ConsumerVersionRegistration(View):
    """
    A new version of a consumer.

    `#/components/schemas/ConsumerVersionRegistration` in the contract.
    """

    version: ConsumerVersionLabel
    built_against: list[ContractReference]
    """
    Contracts that it knows.
    """


class ConsumerVersionPage(View):
    """
    A page of versions of a consumer.

    `#/components/schemas/ConsumerVersionPage` in the contract.
    """

    items: list[ConsumerVersion]
    """
    Latest registered first.
    """
    next_cursor: Cursor | MISSING = MISSING


class Environment(View):
    """
    A place where builds of APIs and consumers meet.

    `#/components/schemas/Environment` in the contract.
    """

    id: EnvironmentId
    team_id: TeamId
    name: Name
    title: Title
    created_at: Timestamp
    updated_at: Timestamp


class EnvironmentCreation(View):
    """
    A new environment.

    `#/components/schemas/EnvironmentCreation` in the contract.
    """

    name: Name
    title: Title


class EnvironmentPatch(View):
    """
    Changes to an environment.

    `#/components/schemas/EnvironmentPatch` in the contract.
    """

    name: Name | MISSING = MISSING
    title: Title | MISSING = MISSING


class EnvironmentPage(View):
    """
    A page of environments.

    `#/components/schemas/EnvironmentPage` in the contract.
    """

    items: list[Environment]
    """
    Newest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class DeploymentState(StrEnum):
    """
    Is it still there?

    `#/components/schemas/DeploymentState` in the contract.
    """

    CURRENT = "current"
    ENDED = "ended"


Build = TypeAliasType("Build", str)
"""
What was deployed, as the pipeline calls it.

`#/components/schemas/Build` in the contract.
"""


Commit = TypeAliasType("Commit", str)
"""
The commit that it was built from.

`#/components/schemas/Commit` in the contract.
"""


Branch = TypeAliasType("Branch", str)
"""
The branch of that commit.

`#/components/schemas/Branch` in the contract.
"""


class Replacement(StrEnum):
    """
    Which of the versions that are there it takes the place of: `all`, or `none`, which leaves
    them beside it. `all` when left out.

    `#/components/schemas/Replacement` in the contract.
    """

    ALL = "all"
    NONE = "none"


class Deployment(View):
    """
    A version of an API or of a consumer in an environment; either `api_id` or `consumer_id` is there.

    `#/components/schemas/Deployment` in the contract.
    """

    id: DeploymentId
    environment_id: EnvironmentId
    state: DeploymentState
    api_id: ApiId | MISSING = MISSING
    consumer_id: ConsumerId | MISSING = MISSING
    version: ConsumerVersionLabel
    """
    Of the API a semantic version, of the consumer what it calls it.
    """
    build: Build | MISSING = MISSING
    commit: Commit | MISSING = MISSING
    branch: Branch | MISSING = MISSING
    recorded_at: Timestamp
    ended_at: Timestamp | MISSING = MISSING
    """
    Since when it is there no more.
    """
    end_cause: Literal["replaced", "ended"] | MISSING = MISSING
    """
    `replaced` by another one, or `ended` for nothing.
    """


class ApiDeploymentRecording(View):
    """
    A version of an API that is in an environment.

    `#/components/schemas/ApiDeploymentRecording` in the contract.
    """

    version: VersionReference
    build: Build
    commit: Commit | MISSING = MISSING
    branch: Branch | MISSING = MISSING
    replaces: Replacement | MISSING = MISSING


class ConsumerDeploymentRecording(View):
    """
    A version of a consumer that is in an environment.

    `#/components/schemas/ConsumerDeploymentRecording` in the contract.
    """

    version: ConsumerVersionLabel
    build: Build | MISSING = MISSING
    commit: Commit | MISSING = MISSING
    branch: Branch | MISSING = MISSING
    replaces: Replacement | MISSING = MISSING


class DeploymentPage(View):
    """
    A page of deployments.

    `#/components/schemas/DeploymentPage` in the contract.
    """

    items: list[Deployment]
    """
    Latest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class DeployabilityAnswer(StrEnum):
    """
    May it go there?

    `#/components/schemas/DeployabilityAnswer` in the contract.
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class DeployabilityCounts(View):
    """
    How many pairs have which answer.

    `#/components/schemas/DeployabilityCounts` in the contract.
    """

    yes: int
    """
    They get on.
    """
    no: int
    """
    They do not.
    """
    unknown: int
    """
    Nobody can say, or not yet.
    """


class VerificationCode(StrEnum):
    """
    Why, for programs. `verified`: the latest one passed, and is fresh enough; `not_verified`:
    there is none; `verification_failed`: it failed; `verification_incomplete`: it came to no
    end, or tested nothing; `verification_outdated`: it passed too long ago.

    `#/components/schemas/VerificationCode` in the contract.
    """

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    VERIFICATION_FAILED = "verification_failed"
    VERIFICATION_INCOMPLETE = "verification_incomplete"
    VERIFICATION_OUTDATED = "verification_outdated"


class DeployabilityVerification(View):
    """
    Whether a build is verified as the policy of its API wants it.

    `#/components/schemas/DeployabilityVerification` in the contract.
    """

    answer: DeployabilityAnswer
    code: VerificationCode
    reason: str
    """
    One sentence for people.
    """
    build: Build | MISSING = MISSING
    """
    Which build that is about, if any.
    """
    verification_id: VerificationId | MISSING = MISSING
    """
    The latest one, if there is any.
    """


class DeployabilityCode(StrEnum):
    """
    Why, for programs. `same_version`: the consumer was built against just this one;
    `tolerated`: risky or undecided, and the policy of the API lets it pass; `comparing`: the
    comparison goes on; `not_begun`: the team has too many unfinished comparisons;
    `comparison_failed`: it came to no end; `not_deployed`: no version of the API is there.
    The others are verdicts.

    `#/components/schemas/DeployabilityCode` in the contract.
    """

    SAME_VERSION = "same_version"
    COMPATIBLE = "compatible"
    TOLERATED = "tolerated"
    BREAKING = "breaking"
    RISKY = "risky"
    UNDECIDED = "undecided"
    COMPARING = "comparing"
    NOT_BEGUN = "not_begun"
    COMPARISON_FAILED = "comparison_failed"
    NOT_DEPLOYED = "not_deployed"


class DeployabilityPair(View):
    """
    A version of an API and a version of a consumer that would meet.

    `#/components/schemas/DeployabilityPair` in the contract.
    """

    answer: DeployabilityAnswer
    code: DeployabilityCode
    reason: str
    """
    One sentence for people.
    """
    api_id: ApiId
    api: Name
    """
    The API's name.
    """
    api_version: SemanticVersion | MISSING = MISSING
    """
    The one that would be met; absent if none is there.
    """
    consumer_id: ConsumerId
    consumer: Name
    """
    The consumer's name.
    """
    consumer_version: ConsumerVersionLabel
    built_against: SemanticVersion
    """
    The version of the API that the consumer knows.
    """
    comparison_id: ComparisonId | MISSING = MISSING
    """
    Of those two versions, for what the consumer uses, if there is one.
    """


class Deployability(View):
    """
    Whether a version may go into an environment, and why.

    `#/components/schemas/Deployability` in the contract.
    """

    answer: DeployabilityAnswer
    reason: str
    """
    A sentence or two for people.
    """
    counts: DeployabilityCounts
    verification: DeployabilityVerification | MISSING = MISSING
    """
    Of an API whose policy wants builds verified.
    """
    items: list[DeployabilityPair]
    """
    The gravest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class VerificationTool(StrEnum):
    """
    What tested it.

    `#/components/schemas/VerificationTool` in the contract.
    """

    COUNTERSIGN_FUZZ = "countersign-fuzz"
    SCHEMATHESIS = "schemathesis"
    JUNIT = "junit"


RunTimestamp = TypeAliasType("RunTimestamp", WireDatetime)
"""
An instant in UTC (RFC 3339), of the years 1900 to 2999.

`#/components/schemas/RunTimestamp` in the contract.
"""


class VerificationCounts(View):
    """
    How many operations, or other test cases, came to what; each counts once.

    `#/components/schemas/VerificationCounts` in the contract.
    """

    passed: int
    """
    Nothing was found.
    """
    failed: int
    """
    Something was found.
    """
    errored: int
    """
    The test came to no end.
    """
    skipped: int
    """
    They were not tested.
    """


class VerificationFailure(View):
    """
    Something that was found; without credentials.

    `#/components/schemas/VerificationFailure` in the contract.
    """

    operation: str | MISSING = MISSING
    """
    In which operation, or other test case; absent if in the run as a whole.
    """
    title: str
    """
    What is wrong, in a few words.
    """
    message: str | MISSING = MISSING
    """
    What is wrong in this case.
    """
    curl: str | MISSING = MISSING
    """
    The request that shows it again, as a command.
    """


class VerificationReport(View):
    """
    What a test run of a build came to.

    `#/components/schemas/VerificationReport` in the contract.
    """

    tool: VerificationTool
    started_at: RunTimestamp | MISSING = MISSING
    finished_at: RunTimestamp | MISSING = MISSING
    counts: VerificationCounts
    failures: list[VerificationFailure] | MISSING = MISSING
    """
    What was found, the gravest first; as much as is kept.
    """


class VerificationOutcome(StrEnum):
    """
    What it came to, as the counts have it: `failed` if anything did, `passed` if something did
    and nothing came to no end, else `incomplete`.

    `#/components/schemas/VerificationOutcome` in the contract.
    """

    PASSED = "passed"
    FAILED = "failed"
    INCOMPLETE = "incomplete"


class Verification(View):
    """
    What a test run of a build against a version came to.

    `#/components/schemas/Verification` in the contract.
    """

    id: VerificationId
    api_id: ApiId
    version: SemanticVersion
    build: Build
    commit: Commit | MISSING = MISSING
    branch: Branch | MISSING = MISSING
    environment: Name | MISSING = MISSING
    """
    Where it was tested.
    """
    tool: VerificationTool
    outcome: VerificationOutcome
    counts: VerificationCounts
    failures: list[VerificationFailure] | MISSING = MISSING
    """
    The first of what was found; absent in lists.
    """
    started_at: Timestamp | MISSING = MISSING
    finished_at: Timestamp | MISSING = MISSING
    recorded_by: PersonId | MISSING = MISSING
    """
    Absent when an API key recorded it or the person is gone.
    """
    recorded_at: Timestamp


class VerificationPage(View):
    """
    A page of verifications.

    `#/components/schemas/VerificationPage` in the contract.
    """

    items: list[Verification]
    """
    Latest first.
    """
    next_cursor: Cursor | MISSING = MISSING


class ProblemCode(StrEnum):
    """
    A stable name for what is wrong, for programs.

    `#/components/schemas/ProblemCode` in the contract.
    """

    MALFORMED_REQUEST = "malformed_request"
    UNAUTHENTICATED = "unauthenticated"
    INVALID_CREDENTIALS = "invalid_credentials"
    ACCOUNT_SUSPENDED = "account_suspended"
    INVALID_PASSKEY = "invalid_passkey"
    SECOND_FACTOR_REQUIRED = "second_factor_required"
    INVALID_REFRESH_TOKEN = "invalid_refresh_token"
    REFRESH_TOKEN_REUSED = "refresh_token_reused"
    INSUFFICIENT_SCOPE = "insufficient_scope"
    FORBIDDEN = "forbidden"
    EMAIL_UNVERIFIED = "email_unverified"
    FRESH_LOGIN_REQUIRED = "fresh_login_required"
    REGISTRATION_CLOSED = "registration_closed"
    NOT_FOUND = "not_found"
    UNKNOWN_CURSOR = "unknown_cursor"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    NOT_ACCEPTABLE = "not_acceptable"
    REQUEST_TIMEOUT = "request_timeout"
    EMAIL_TAKEN = "email_taken"
    NAME_TAKEN = "name_taken"
    ALREADY_MEMBER = "already_member"
    UNKNOWN_PERSON = "unknown_person"
    ALREADY_INVITED = "already_invited"
    INVITATION_REQUIRED = "invitation_required"
    EMAIL_VERIFIED = "email_verified"
    MAIL_OFF = "mail_off"
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    LAST_OWNER = "last_owner"
    QUOTA_EXCEEDED = "quota_exceeded"
    VERSION_TAKEN = "version_taken"
    CONTENT_PUBLISHED = "content_published"
    COMPARISON_NOT_FINISHED = "comparison_not_finished"
    PROPOSAL_CLOSED = "proposal_closed"
    REBASE_DISPUTED = "rebase_disputed"
    REVISION_REQUIRED = "revision_required"
    PROPOSAL_NOT_READY = "proposal_not_ready"
    PROPOSAL_REQUIRED = "proposal_required"
    REVISION_OUTDATED = "revision_outdated"
    IDEMPOTENCY_IN_PROGRESS = "idempotency_in_progress"
    PRECONDITION_FAILED = "precondition_failed"
    CONTENT_TOO_LARGE = "content_too_large"
    TARGET_TOO_LONG = "target_too_long"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    INVALID_REQUEST = "invalid_request"
    INVALID_CONTRACT = "invalid_contract"
    INVALID_USAGE = "invalid_usage"
    INVALID_REPORT = "invalid_report"
    TOO_COMPLEX = "too_complex"
    VERSION_REQUIRED = "version_required"
    VERSION_TOO_LOW = "version_too_low"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    WEAK_PASSWORD = "weak_password"
    INVALID_TOKEN = "invalid_token"
    INVALID_CODE = "invalid_code"
    INVALID_OAUTH_CLIENT = "invalid_oauth_client"
    INVALID_ANCHOR = "invalid_anchor"
    PRECONDITION_REQUIRED = "precondition_required"
    RATE_LIMITED = "rate_limited"
    TOO_MANY_COMPARISONS = "too_many_comparisons"
    TOO_MANY_STREAMS = "too_many_streams"
    WEBHOOK_DISABLED = "webhook_disabled"
    NOT_MOCKABLE = "not_mockable"
    HEADERS_TOO_LARGE = "headers_too_large"
    INTERNAL_ERROR = "internal_error"
    NOT_IMPLEMENTED = "not_implemented"
    UNAVAILABLE = "unavailable"


class ProblemError(View):
    """
    One thing that is wrong, and where.

    `#/components/schemas/ProblemError` in the contract.
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


class RebaseConflict(View):
    """
    A place of a document that was changed on both sides, each in its own way.

    `#/components/schemas/RebaseConflict` in the contract.
    """

    pointer: str
    """
    JSON Pointer (RFC 6901) into the latest revision or, where that lacks it, into its base.
    """
    theirs: Literal["added", "changed", "removed"]
    """
    What was published since.
    """
    ours: Literal["added", "changed", "removed"]
    """
    What the proposal did.
    """
    line: int
    """
    The line in the latest revision.
    """
    column: int
    """
    The column there, counted in characters.
    """


class Problem(View):
    """
    A problem (RFC 9457).

    `#/components/schemas/Problem` in the contract.
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
    changes: list[Change] | MISSING = MISSING
    """
    With `version_too_low`, the gravest changes, with what they break.
    """
    conflicts: list[RebaseConflict] | MISSING = MISSING
    """
    With `rebase_disputed`, the places that both changed.
    """
    comparison_id: ComparisonId | MISSING = MISSING
    """
    With `version_too_low`, the comparison that has all changes.
    """


class EventMessageEvent(View):
    """
    With data as it is before it is written as JSON.

    `#/components/schemas/EventMessage` in the contract.
    """

    id: EventId
    """
    What to send as `Last-Event-ID` to go on after it.
    """
    event: EventType
    data: Event
