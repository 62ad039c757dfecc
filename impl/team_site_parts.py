"""The pages of teams, put together for the app."""

from collections.abc import Sequence
from dataclasses import dataclass

from impl.services.api_keys import ApiKeys
from impl.services.apis import Apis
from impl.services.audit_records import AuditRecords
from impl.services.consumer_versions import ConsumerVersions
from impl.services.consumers import Consumers
from impl.services.deployability import Deployability
from impl.services.deployments import Deployments
from impl.services.environments import Environments
from impl.services.events import Events
from impl.services.invitations import Invitations
from impl.services.landscapes import Landscapes
from impl.services.members import Members
from impl.services.teams import Teams
from impl.services.webhooks import Webhooks
from impl.web.activity_pages import ActivityPages, ActivityServices
from impl.web.audit_pages import AuditPages
from impl.web.consumer_pages import ConsumerPages, ConsumerServices
from impl.web.environment_pages import EnvironmentPages, EnvironmentServices
from impl.web.key_pages import KeyPages
from impl.web.matrix_pages import MatrixPages, MatrixServices
from impl.web.team_facts_pages import TeamFactsPages
from impl.web.team_pages import TeamPages, TeamServices
from impl.web.visits import Route
from impl.web.webhook_pages import WebhookPages


@dataclass(frozen=True, slots=True)
class Beings:
    """What is asked of who builds on APIs, and of what is where."""

    consumers: Consumers
    versions: ConsumerVersions
    environments: Environments
    deployments: Deployments
    deployability: Deployability


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSite:
    """What pages of teams ask."""

    teams: Teams
    members: Members
    invitations: Invitations
    apis: Apis
    api_keys: ApiKeys
    webhooks: Webhooks
    events: Events
    audit_records: AuditRecords
    landscapes: Landscapes
    beings: Beings


def team_routes(asked: TeamSite) -> Sequence[Route]:
    """Return the pages."""
    teams, beings, landscapes = asked.teams, asked.beings, asked.landscapes
    environments = EnvironmentServices(
        teams, beings.environments, beings.deployments, landscapes
    )
    consumers = ConsumerServices(teams, beings.consumers, beings.versions, landscapes)
    matrix = MatrixServices(
        *(teams, asked.apis, beings.consumers, beings.environments),
        *(beings.deployability, landscapes),
    )
    return (
        *TeamPages(
            TeamServices(teams, asked.members, asked.invitations, asked.apis)
        ).routes(),
        *KeyPages(teams, asked.api_keys).routes(),
        *WebhookPages(teams, asked.webhooks).routes(),
        *EnvironmentPages(environments).routes(),
        *ConsumerPages(consumers).routes(),
        *MatrixPages(matrix).routes(),
        *TeamFactsPages(teams, asked.apis, landscapes).routes(),
        *ActivityPages(
            ActivityServices(teams, asked.events, asked.apis, landscapes)
        ).routes(),
        *AuditPages(teams, asked.audit_records, landscapes).routes(),
    )
