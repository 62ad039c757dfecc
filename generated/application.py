"""Assembles the application from implementations of the ports."""

from .contract import CONTRACT
from .ports import (
    AcceptancesPort,
    AdministrationPort,
    ApiKeysPort,
    ApisPort,
    AuditPort,
    CertificatesPort,
    ComparisonsPort,
    ConsentsPort,
    ConsumersPort,
    ContractPort,
    DeploymentsPort,
    EnvironmentsPort,
    EventsPort,
    GrantsPort,
    HealthPort,
    InvitationsPort,
    MembersPort,
    MocksPort,
    OauthClientsPort,
    OauthPort,
    OpenidIdentitiesPort,
    PasskeysPort,
    PeoplePort,
    ProfilesPort,
    ProposalsPort,
    ReviewsPort,
    SecondFactorPort,
    SessionsPort,
    SignInPort,
    TeamsPort,
    ThreadsPort,
    VerificationsPort,
    VersionsPort,
    WebhooksPort,
)
from .routers import acceptances as _acceptances_routes
from .routers import administration as _administration_routes
from .routers import api_keys as _api_keys_routes
from .routers import apis as _apis_routes
from .routers import audit as _audit_routes
from .routers import certificates as _certificates_routes
from .routers import comparisons as _comparisons_routes
from .routers import consents as _consents_routes
from .routers import consumers as _consumers_routes
from .routers import contract as _contract_routes
from .routers import deployments as _deployments_routes
from .routers import environments as _environments_routes
from .routers import events as _events_routes
from .routers import grants as _grants_routes
from .routers import health as _health_routes
from .routers import invitations as _invitations_routes
from .routers import members as _members_routes
from .routers import mocks as _mocks_routes
from .routers import oauth as _oauth_routes
from .routers import oauth_clients as _oauth_clients_routes
from .routers import openid_identities as _openid_identities_routes
from .routers import passkeys as _passkeys_routes
from .routers import people as _people_routes
from .routers import profiles as _profiles_routes
from .routers import proposals as _proposals_routes
from .routers import reviews as _reviews_routes
from .routers import second_factor as _second_factor_routes
from .routers import sessions as _sessions_routes
from .routers import sign_in as _sign_in_routes
from .routers import teams as _teams_routes
from .routers import threads as _threads_routes
from .routers import verifications as _verifications_routes
from .routers import versions as _versions_routes
from .routers import webhooks as _webhooks_routes
from .runtime.app.app import ContractApp, Lifespan
from .runtime.app.configuration import Runtime, Translate
from .runtime.app.routing import ContractRouter, OperationGroup
from .runtime.options import Options
from .security import SCHEMES, Authenticator


def create_app(
    *,
    health: HealthPort | None = None,
    contract: ContractPort | None = None,
    people: PeoplePort | None = None,
    administration: AdministrationPort | None = None,
    second_factor: SecondFactorPort | None = None,
    passkeys: PasskeysPort | None = None,
    openid_identities: OpenidIdentitiesPort | None = None,
    sessions: SessionsPort | None = None,
    oauth: OauthPort | None = None,
    sign_in: SignInPort | None = None,
    grants: GrantsPort | None = None,
    teams: TeamsPort | None = None,
    members: MembersPort | None = None,
    invitations: InvitationsPort | None = None,
    api_keys: ApiKeysPort | None = None,
    oauth_clients: OauthClientsPort | None = None,
    apis: ApisPort | None = None,
    versions: VersionsPort | None = None,
    mocks: MocksPort | None = None,
    comparisons: ComparisonsPort | None = None,
    proposals: ProposalsPort | None = None,
    reviews: ReviewsPort | None = None,
    threads: ThreadsPort | None = None,
    consents: ConsentsPort | None = None,
    acceptances: AcceptancesPort | None = None,
    events: EventsPort | None = None,
    audit: AuditPort | None = None,
    webhooks: WebhooksPort | None = None,
    certificates: CertificatesPort | None = None,
    profiles: ProfilesPort | None = None,
    consumers: ConsumersPort | None = None,
    environments: EnvironmentsPort | None = None,
    deployments: DeploymentsPort | None = None,
    verifications: VerificationsPort | None = None,
    authenticator: Authenticator | None = None,
    translate: Translate | None = None,
    options: Options | None = None,
    lifespan: Lifespan | None = None,
    prefix: str = "",
) -> ContractApp:
    """Return an application; operations of a port that is not given answer 501.

    Args:
        health: implements the operations of the tag `health`.
        contract: implements the operations of the tag `contract`.
        people: implements the operations of the tag `people`.
        administration: implements the operations of the tag `administration`.
        second_factor: implements the operations of the tag `second_factor`.
        passkeys: implements the operations of the tag `passkeys`.
        openid_identities: implements the operations of the tag `openid_identities`.
        sessions: implements the operations of the tag `sessions`.
        oauth: implements the operations of the tag `oauth`.
        sign_in: implements the operations of the tag `sign_in`.
        grants: implements the operations of the tag `grants`.
        teams: implements the operations of the tag `teams`.
        members: implements the operations of the tag `members`.
        invitations: implements the operations of the tag `invitations`.
        api_keys: implements the operations of the tag `api_keys`.
        oauth_clients: implements the operations of the tag `oauth_clients`.
        apis: implements the operations of the tag `apis`.
        versions: implements the operations of the tag `versions`.
        mocks: implements the operations of the tag `mocks`.
        comparisons: implements the operations of the tag `comparisons`.
        proposals: implements the operations of the tag `proposals`.
        reviews: implements the operations of the tag `reviews`.
        threads: implements the operations of the tag `threads`.
        consents: implements the operations of the tag `consents`.
        acceptances: implements the operations of the tag `acceptances`.
        events: implements the operations of the tag `events`.
        audit: implements the operations of the tag `audit`.
        webhooks: implements the operations of the tag `webhooks`.
        certificates: implements the operations of the tag `certificates`.
        profiles: implements the operations of the tag `profiles`.
        consumers: implements the operations of the tag `consumers`.
        environments: implements the operations of the tag `environments`.
        deployments: implements the operations of the tag `deployments`.
        verifications: implements the operations of the tag `verifications`.
        authenticator: checks credentials; needed as soon as a port is given whose
            operations demand any.
        translate: turns an exception of the implementation into a refusal, or None.
        options: limits and other settings of the runtime.
        lifespan: runs around the life of the application, as in Starlette.
        prefix: of all paths, as in "/api/v2": where the contract's servers have one.

    Raises:
        TypeError: a port needs an authenticator and none is given.
        ValueError: the prefix is none.
    """
    return ContractApp(
        _runtime(authenticator, translate, options),
        _groups(
            health,
            contract,
            people,
            administration,
            second_factor,
            passkeys,
            openid_identities,
            sessions,
            oauth,
            sign_in,
            grants,
            teams,
            members,
            invitations,
            api_keys,
            oauth_clients,
            apis,
            versions,
            mocks,
            comparisons,
            proposals,
            reviews,
            threads,
            consents,
            acceptances,
            events,
            audit,
            webhooks,
            certificates,
            profiles,
            consumers,
            environments,
            deployments,
            verifications,
        ),
        lifespan=lifespan,
        prefix=prefix,
    )


def create_router(
    *,
    health: HealthPort | None = None,
    contract: ContractPort | None = None,
    people: PeoplePort | None = None,
    administration: AdministrationPort | None = None,
    second_factor: SecondFactorPort | None = None,
    passkeys: PasskeysPort | None = None,
    openid_identities: OpenidIdentitiesPort | None = None,
    sessions: SessionsPort | None = None,
    oauth: OauthPort | None = None,
    sign_in: SignInPort | None = None,
    grants: GrantsPort | None = None,
    teams: TeamsPort | None = None,
    members: MembersPort | None = None,
    invitations: InvitationsPort | None = None,
    api_keys: ApiKeysPort | None = None,
    oauth_clients: OauthClientsPort | None = None,
    apis: ApisPort | None = None,
    versions: VersionsPort | None = None,
    mocks: MocksPort | None = None,
    comparisons: ComparisonsPort | None = None,
    proposals: ProposalsPort | None = None,
    reviews: ReviewsPort | None = None,
    threads: ThreadsPort | None = None,
    consents: ConsentsPort | None = None,
    acceptances: AcceptancesPort | None = None,
    events: EventsPort | None = None,
    audit: AuditPort | None = None,
    webhooks: WebhooksPort | None = None,
    certificates: CertificatesPort | None = None,
    profiles: ProfilesPort | None = None,
    consumers: ConsumersPort | None = None,
    environments: EnvironmentsPort | None = None,
    deployments: DeploymentsPort | None = None,
    verifications: VerificationsPort | None = None,
    authenticator: Authenticator | None = None,
    translate: Translate | None = None,
    options: Options | None = None,
) -> ContractRouter:
    """Return all operations as routes, for `include_router` of any application.

    The arguments are those of `create_app`; the prefix is that of `include_router`.

    Raises:
        TypeError: a port needs an authenticator and none is given.
    """
    return ContractRouter(
        _runtime(authenticator, translate, options),
        _groups(
            health,
            contract,
            people,
            administration,
            second_factor,
            passkeys,
            openid_identities,
            sessions,
            oauth,
            sign_in,
            grants,
            teams,
            members,
            invitations,
            api_keys,
            oauth_clients,
            apis,
            versions,
            mocks,
            comparisons,
            proposals,
            reviews,
            threads,
            consents,
            acceptances,
            events,
            audit,
            webhooks,
            certificates,
            profiles,
            consumers,
            environments,
            deployments,
            verifications,
        ),
    )


def _runtime(
    authenticator: Authenticator | None,
    translate: Translate | None,
    options: Options | None,
) -> Runtime:
    return Runtime(
        contract=CONTRACT,
        schemes=SCHEMES,
        authenticator=authenticator,
        translate=translate,
        options=options or Options(),
    )


def _groups(
    health: HealthPort | None,
    contract: ContractPort | None,
    people: PeoplePort | None,
    administration: AdministrationPort | None,
    second_factor: SecondFactorPort | None,
    passkeys: PasskeysPort | None,
    openid_identities: OpenidIdentitiesPort | None,
    sessions: SessionsPort | None,
    oauth: OauthPort | None,
    sign_in: SignInPort | None,
    grants: GrantsPort | None,
    teams: TeamsPort | None,
    members: MembersPort | None,
    invitations: InvitationsPort | None,
    api_keys: ApiKeysPort | None,
    oauth_clients: OauthClientsPort | None,
    apis: ApisPort | None,
    versions: VersionsPort | None,
    mocks: MocksPort | None,
    comparisons: ComparisonsPort | None,
    proposals: ProposalsPort | None,
    reviews: ReviewsPort | None,
    threads: ThreadsPort | None,
    consents: ConsentsPort | None,
    acceptances: AcceptancesPort | None,
    events: EventsPort | None,
    audit: AuditPort | None,
    webhooks: WebhooksPort | None,
    certificates: CertificatesPort | None,
    profiles: ProfilesPort | None,
    consumers: ConsumersPort | None,
    environments: EnvironmentsPort | None,
    deployments: DeploymentsPort | None,
    verifications: VerificationsPort | None,
) -> tuple[OperationGroup, ...]:
    return (
        _health_routes.group(health),
        _contract_routes.group(contract),
        _people_routes.group(people),
        _administration_routes.group(administration),
        _second_factor_routes.group(second_factor),
        _passkeys_routes.group(passkeys),
        _openid_identities_routes.group(openid_identities),
        _sessions_routes.group(sessions),
        _oauth_routes.group(oauth),
        _sign_in_routes.group(sign_in),
        _grants_routes.group(grants),
        _teams_routes.group(teams),
        _members_routes.group(members),
        _invitations_routes.group(invitations),
        _api_keys_routes.group(api_keys),
        _oauth_clients_routes.group(oauth_clients),
        _apis_routes.group(apis),
        _versions_routes.group(versions),
        _mocks_routes.group(mocks),
        _comparisons_routes.group(comparisons),
        _proposals_routes.group(proposals),
        _reviews_routes.group(reviews),
        _threads_routes.group(threads),
        _consents_routes.group(consents),
        _acceptances_routes.group(acceptances),
        _events_routes.group(events),
        _audit_routes.group(audit),
        _webhooks_routes.group(webhooks),
        _certificates_routes.group(certificates),
        _profiles_routes.group(profiles),
        _consumers_routes.group(consumers),
        _environments_routes.group(environments),
        _deployments_routes.group(deployments),
        _verifications_routes.group(verifications),
    )
