"""Assembles the application from implementations of the ports."""

from .contract import CONTRACT
from .ports import (
    ApiKeysPort,
    ApisPort,
    CertificatesPort,
    ComparisonsPort,
    ContractPort,
    HealthPort,
    MembersPort,
    PeoplePort,
    ProfilesPort,
    SessionsPort,
    TeamsPort,
    VersionsPort,
)
from .ports import api_keys as _api_keys_port
from .ports import apis as _apis_port
from .ports import certificates as _certificates_port
from .ports import comparisons as _comparisons_port
from .ports import contract as _contract_port
from .ports import health as _health_port
from .ports import members as _members_port
from .ports import people as _people_port
from .ports import profiles as _profiles_port
from .ports import sessions as _sessions_port
from .ports import teams as _teams_port
from .ports import versions as _versions_port
from .routers import api_keys as _api_keys_routes
from .routers import apis as _apis_routes
from .routers import certificates as _certificates_routes
from .routers import comparisons as _comparisons_routes
from .routers import contract as _contract_routes
from .routers import health as _health_routes
from .routers import members as _members_routes
from .routers import people as _people_routes
from .routers import profiles as _profiles_routes
from .routers import sessions as _sessions_routes
from .routers import teams as _teams_routes
from .routers import versions as _versions_routes
from .runtime.app.app import ContractApp, Lifespan
from .runtime.app.configuration import Runtime, Translate
from .runtime.options import Options
from .security import SCHEMES, Authenticator


def create_app(
    *,
    health: HealthPort | None = None,
    contract: ContractPort | None = None,
    people: PeoplePort | None = None,
    sessions: SessionsPort | None = None,
    teams: TeamsPort | None = None,
    members: MembersPort | None = None,
    api_keys: ApiKeysPort | None = None,
    apis: ApisPort | None = None,
    versions: VersionsPort | None = None,
    comparisons: ComparisonsPort | None = None,
    certificates: CertificatesPort | None = None,
    profiles: ProfilesPort | None = None,
    authenticator: Authenticator | None = None,
    translate: Translate | None = None,
    options: Options | None = None,
    lifespan: Lifespan | None = None,
) -> ContractApp:
    """Return the application; operations of a port that is not given answer 501.

    Args:
        health: implements the operations of the tag `health`.
        contract: implements the operations of the tag `contract`.
        people: implements the operations of the tag `people`.
        sessions: implements the operations of the tag `sessions`.
        teams: implements the operations of the tag `teams`.
        members: implements the operations of the tag `members`.
        api_keys: implements the operations of the tag `api_keys`.
        apis: implements the operations of the tag `apis`.
        versions: implements the operations of the tag `versions`.
        comparisons: implements the operations of the tag `comparisons`.
        certificates: implements the operations of the tag `certificates`.
        profiles: implements the operations of the tag `profiles`.
        authenticator: checks credentials; needed as soon as a port is given whose
            operations demand any.
        translate: turns an exception of the implementation into a refusal, or None.
        options: limits and other settings of the runtime.
        lifespan: runs around the life of the application, as in Starlette.

    Raises:
        TypeError: a port needs an authenticator and none is given.
    """
    runtime = Runtime(
        contract=CONTRACT,
        schemes=SCHEMES,
        authenticator=authenticator,
        translate=translate,
        options=options or Options(),
    )
    return ContractApp(
        runtime,
        (
            (
                _health_routes.router(
                    health or _health_port.UnimplementedHealth(), runtime
                ),
                health is not None,
            ),
            (
                _contract_routes.router(
                    contract or _contract_port.UnimplementedContract(), runtime
                ),
                contract is not None,
            ),
            (
                _people_routes.router(
                    people or _people_port.UnimplementedPeople(), runtime
                ),
                people is not None,
            ),
            (
                _sessions_routes.router(
                    sessions or _sessions_port.UnimplementedSessions(), runtime
                ),
                sessions is not None,
            ),
            (
                _teams_routes.router(
                    teams or _teams_port.UnimplementedTeams(), runtime
                ),
                teams is not None,
            ),
            (
                _members_routes.router(
                    members or _members_port.UnimplementedMembers(), runtime
                ),
                members is not None,
            ),
            (
                _api_keys_routes.router(
                    api_keys or _api_keys_port.UnimplementedApiKeys(), runtime
                ),
                api_keys is not None,
            ),
            (
                _apis_routes.router(apis or _apis_port.UnimplementedApis(), runtime),
                apis is not None,
            ),
            (
                _versions_routes.router(
                    versions or _versions_port.UnimplementedVersions(), runtime
                ),
                versions is not None,
            ),
            (
                _comparisons_routes.router(
                    comparisons or _comparisons_port.UnimplementedComparisons(), runtime
                ),
                comparisons is not None,
            ),
            (
                _certificates_routes.router(
                    certificates or _certificates_port.UnimplementedCertificates(),
                    runtime,
                ),
                certificates is not None,
            ),
            (
                _profiles_routes.router(
                    profiles or _profiles_port.UnimplementedProfiles(), runtime
                ),
                profiles is not None,
            ),
        ),
        lifespan=lifespan,
    )
