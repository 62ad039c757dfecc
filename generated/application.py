"""Assembles the application from implementations of the ports."""

from .contract import CONTRACT
from .ports import (
    ApiKeysPort,
    ApisPort,
    ContractPort,
    HealthPort,
    MembersPort,
    PeoplePort,
    SessionsPort,
    TeamsPort,
    VersionsPort,
)
from .ports.api_keys import UnimplementedApiKeys
from .ports.apis import UnimplementedApis
from .ports.contract import UnimplementedContract
from .ports.health import UnimplementedHealth
from .ports.members import UnimplementedMembers
from .ports.people import UnimplementedPeople
from .ports.sessions import UnimplementedSessions
from .ports.teams import UnimplementedTeams
from .ports.versions import UnimplementedVersions
from .routers import api_keys as api_keys_routes
from .routers import apis as apis_routes
from .routers import contract as contract_routes
from .routers import health as health_routes
from .routers import members as members_routes
from .routers import people as people_routes
from .routers import sessions as sessions_routes
from .routers import teams as teams_routes
from .routers import versions as versions_routes
from .runtime.app import ContractApp, Lifespan, Options, Runtime, Translate
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
                health_routes.router(health or UnimplementedHealth(), runtime),
                health is not None,
            ),
            (
                contract_routes.router(contract or UnimplementedContract(), runtime),
                contract is not None,
            ),
            (
                people_routes.router(people or UnimplementedPeople(), runtime),
                people is not None,
            ),
            (
                sessions_routes.router(sessions or UnimplementedSessions(), runtime),
                sessions is not None,
            ),
            (
                teams_routes.router(teams or UnimplementedTeams(), runtime),
                teams is not None,
            ),
            (
                members_routes.router(members or UnimplementedMembers(), runtime),
                members is not None,
            ),
            (
                api_keys_routes.router(api_keys or UnimplementedApiKeys(), runtime),
                api_keys is not None,
            ),
            (
                apis_routes.router(apis or UnimplementedApis(), runtime),
                apis is not None,
            ),
            (
                versions_routes.router(versions or UnimplementedVersions(), runtime),
                versions is not None,
            ),
        ),
        lifespan=lifespan,
    )
