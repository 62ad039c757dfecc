"""How much people and teams may have; what is deleted is given back."""

from dataclasses import dataclass
from uuid import UUID

from impl.database.unit_of_work import UnitOfWork
from impl.errors import Conflict
from impl.repositories import acceptances, quota_usage, threads


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """The most there may be.

    That is teams of an owner, versions, open proposals and acceptances of an API,
    revisions of a proposal and comments on it, versions of a consumer, deployments in
    an environment, and the rest of a team.

    Whoever adds something holds its owner before and checks the quota after, in one
    transaction, which a quota that is used up undoes.
    """

    teams: int
    members: int
    api_keys: int
    apis: int
    versions: int
    bytes: int
    consumers: int
    consumer_versions: int
    environments: int
    deployments: int
    proposals: int
    revisions: int
    comments: int
    acceptances: int
    webhooks: int

    async def check_teams(self, work: UnitOfWork, person_id: UUID) -> None:
        """Refuse one owned team too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await quota_usage.teams_of(work, person_id)
        _refuse_beyond(self.teams, used, "The person owns", "teams")

    async def check_members(self, work: UnitOfWork, team_id: UUID) -> None:
        """Refuse one member too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await quota_usage.members_of(work, team_id)
        _refuse_beyond(self.members, used, "The team has", "members")

    async def check_api_keys(self, work: UnitOfWork, team_id: UUID) -> None:
        """Refuse one API key too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await quota_usage.api_keys_of(work, team_id)
        _refuse_beyond(self.api_keys, used, "The team has", "API keys")

    async def check_apis(self, work: UnitOfWork, team_id: UUID) -> None:
        """Refuse one API too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await quota_usage.apis_of(work, team_id)
        _refuse_beyond(self.apis, used, "The team has", "APIs")

    async def check_consumers(self, work: UnitOfWork, team_id: UUID) -> None:
        """Refuse one consumer too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await quota_usage.consumers_of(work, team_id)
        _refuse_beyond(self.consumers, used, "The team has", "consumers")

    async def check_consumer_versions(
        self, work: UnitOfWork, consumer_id: UUID
    ) -> None:
        """Refuse one version of a consumer too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await quota_usage.consumer_versions_of(work, consumer_id)
        _refuse_beyond(self.consumer_versions, used, "The consumer has", "versions")

    async def check_environments(self, work: UnitOfWork, team_id: UUID) -> None:
        """Refuse one environment too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await quota_usage.environments_of(work, team_id)
        _refuse_beyond(self.environments, used, "The team has", "environments")

    async def check_deployments(self, work: UnitOfWork, environment_id: UUID) -> None:
        """Refuse one version too many in an environment.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await quota_usage.deployments_in(work, environment_id)
        _refuse_beyond(self.deployments, used, "The environment has", "versions")

    async def check_versions(
        self, work: UnitOfWork, team_id: UUID, api_id: UUID, size: int
    ) -> None:
        """Count a new version of so many bytes, and refuse it if it is too much.

        Raises:
            Conflict: a quota is used up (`quota_exceeded`).
        """
        used = await quota_usage.add_version(work, api_id, size)
        _refuse_beyond(self.versions, used, "The API has", "versions")
        used = await quota_usage.bytes_of(work, team_id)
        _refuse_beyond(self.bytes, used, "The team has", "bytes of documents", size)

    async def check_proposals(self, work: UnitOfWork, api_id: UUID) -> None:
        """Refuse one open proposal too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await quota_usage.proposals_of(work, api_id)
        _refuse_beyond(self.proposals, used, "The API has", "open proposals")

    async def check_comments(self, work: UnitOfWork, proposal_id: UUID) -> None:
        """Refuse one comment too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await threads.number_of_comments(work, proposal_id)
        if used > self.comments:
            # Nothing that was said can be deleted.
            detail = f"The proposal takes no more than {self.comments} comments."
            raise Conflict("quota_exceeded", detail)

    async def check_acceptances(self, work: UnitOfWork, api_id: UUID) -> None:
        """Refuse one acceptance too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await acceptances.number_of(work, api_id)
        _refuse_beyond(self.acceptances, used, "The API has", "acceptances")

    async def check_webhooks(self, work: UnitOfWork, team_id: UUID) -> None:
        """Refuse one webhook too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used = await quota_usage.webhooks_of(work, team_id)
        _refuse_beyond(self.webhooks, used, "The team has", "webhooks")

    async def check_revisions(
        self, work: UnitOfWork, api: tuple[UUID, UUID], number: int, size: int
    ) -> None:
        """Count a new revision of so many bytes, and refuse it if it is too much.

        `api` is the team and the API, `number` how many the proposal has now.

        Raises:
            Conflict: a quota is used up (`quota_exceeded`).
        """
        team_id, api_id = api
        await quota_usage.add_proposed(work, api_id, size)
        _refuse_beyond(self.revisions, number, "The proposal has", "revisions")
        used = await quota_usage.bytes_of(work, team_id)
        _refuse_beyond(self.bytes, used, "The team has", "bytes of documents", size)


def _refuse_beyond(most: int, used: int, whose: str, what: str, added: int = 1) -> None:
    if used <= most:
        return
    detail = f"{whose} {used - added} of {most} {what}"
    if added > 1:
        detail = f"{detail}, and this one has {added}"
    raise Conflict("quota_exceeded", f"{detail}. Delete something first.")
