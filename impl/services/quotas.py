"""How much people and teams may have; what is deleted is given back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from impl.database.unit_of_work import UnitOfWork
from impl.errors import Conflict
from impl.repositories import acceptances, quota_usage, team_quotas, threads
from impl.repositories.quota_usage import OfTeam

_LATELY: Final = timedelta(days=30)
# For each proposal that a guest may have open.
_WITHDRAWN: Final = 10

_WORDS: Final[dict[OfTeam, str]] = {
    "apis": "APIs",
    "bytes": "bytes of documents",
    "members": "members",
    "invitations": "invitations",
    "api_keys": "API keys",
    "oauth_clients": "OAuth clients",
    "consumers": "consumers",
    "environments": "environments",
    "webhooks": "webhooks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """The most there may be.

    That is teams of an owner, versions, open proposals and acceptances of an API,
    revisions of a proposal and comments on it, versions of a consumer, deployments in
    an environment, and the rest of a team. Guests, who see an API because everyone
    does, have less: each of them has a share of proposals, bytes of an API and comments
    on a proposal, and beyond half of what there may be there is only room for members.
    Those of consumers are of another team, and of all others, that build on an API.
    Of what is a team's, operators may give a single one more or less.

    Whoever adds something holds its owner before and checks the quota after, in one
    transaction, which a quota that is used up undoes.
    """

    teams: int
    members: int
    api_keys: int
    oauth_clients: int
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
    guest_proposals: int
    guest_bytes: int
    guest_comments: int
    guest_consumers: int
    guests_consumers: int
    acceptances: int
    webhooks: int
    invitations: int

    async def _check_in_team(
        self, work: UnitOfWork, team_id: UUID, resource: OfTeam, added: int = 1
    ) -> tuple[int, int]:
        """Return how much a team has, and may have."""
        used = await quota_usage.used_by(work, team_id, resource)
        own = await team_quotas.most_of(work, team_id, resource)
        most: int = getattr(self, resource) if own is None else own
        _refuse_beyond(most, used, "The team has", _WORDS[resource], added)
        return used, most

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
        await self._check_in_team(work, team_id, "members")

    async def check_api_keys(self, work: UnitOfWork, team_id: UUID) -> None:
        """Refuse one API key too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        await self._check_in_team(work, team_id, "api_keys")

    async def check_oauth_clients(self, work: UnitOfWork, team_id: UUID) -> None:
        """Refuse one OAuth client too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        await self._check_in_team(work, team_id, "oauth_clients")

    async def check_apis(self, work: UnitOfWork, team_id: UUID) -> None:
        """Refuse one API too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        await self._check_in_team(work, team_id, "apis")

    async def check_consumers(self, work: UnitOfWork, team_id: UUID) -> None:
        """Refuse one consumer too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        await self._check_in_team(work, team_id, "consumers")

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
        await self._check_in_team(work, team_id, "environments")

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
        await self._check_in_team(work, team_id, "bytes", size)

    async def check_proposals(
        self, work: UnitOfWork, api_id: UUID, guest: UUID | None
    ) -> None:
        """Refuse one open proposal too many; `guest` is who proposes as one.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        used, of = await quota_usage.proposals_of(work, api_id), "The API has"
        _refuse_beyond(self.proposals, used, of, "open proposals")
        if guest:
            _refuse_guests(self.proposals, used, of, "open proposals")
            used = await quota_usage.proposals_by(work, api_id, guest)
            what = "open proposals of the API. Withdraw one first"
            _refuse_beyond(self.guest_proposals, used, "You have", what, advice="")
            # They stay on record, and are no way to have any number of them.
            gone = await quota_usage.withdrawn_by(work, api_id, guest, _LATELY)
            most = _WITHDRAWN * self.guest_proposals
            what = (
                f"proposals of the API in {_LATELY.days} days. Change one that is open"
            )
            _refuse_beyond(most, gone + 1, "You have withdrawn", what, advice="")

    async def check_comments(
        self, work: UnitOfWork, proposal_id: UUID, added: int, guest: UUID | None
    ) -> None:
        """Refuse so many comments too many; `guest` is who comments as one.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        # Nothing that was said can be deleted.
        used, of = (
            await threads.number_of_comments(work, proposal_id),
            "The proposal has",
        )
        _refuse_beyond(self.comments, used, of, "comments", added, advice="")
        if guest:
            _refuse_guests(self.comments, used, of, "comments", added)
            used = await threads.number_of_comments(work, proposal_id, guest)
            what = "comments by you"
            _refuse_beyond(self.guest_comments, used, of, what, added, advice="")

    async def check_uses(
        self, work: UnitOfWork, team_id: UUID, consumer_id: UUID, made: UUID
    ) -> None:
        """Refuse a version of a consumer that is one too many on an API of others.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        for api_id in await quota_usage.newly_used(work, consumer_id, made):
            await quota_usage.hold_api(work, api_id)
            ours, all_others = await quota_usage.consumers_on(work, team_id, api_id)
            what, of = "consumers of your team", "An API has"
            _refuse_beyond(self.guest_consumers, ours, of, what)
            what = "consumers of other teams"
            _refuse_beyond(self.guests_consumers, all_others, of, what, advice="")

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
        await self._check_in_team(work, team_id, "webhooks")

    async def check_invitations(self, work: UnitOfWork, team_id: UUID) -> None:
        """Refuse one invitation too many.

        Raises:
            Conflict: the quota is used up (`quota_exceeded`).
        """
        await self._check_in_team(work, team_id, "invitations")

    async def check_revisions(
        self,
        work: UnitOfWork,
        api: tuple[UUID, UUID],
        number: int,
        size: int,
        guest: UUID | None,
    ) -> None:
        """Count a new revision of so many bytes, and refuse it if it is too much.

        `api` is the team and the API, `number` how many the proposal has now, and
        `guest` who adds it as one.

        Raises:
            Conflict: a quota is used up (`quota_exceeded`).
        """
        team_id, api_id = api
        await quota_usage.add_proposed(work, api_id, size)
        _refuse_beyond(self.revisions, number, "The proposal has", "revisions")
        used, most = await self._check_in_team(work, team_id, "bytes", size)
        if guest:
            _refuse_guests(most, used, "The team has", _WORDS["bytes"], size)
            used, of = await quota_usage.bytes_by(work, api_id, guest), "The API has"
            what = f"{_WORDS['bytes']} by you"
            _refuse_beyond(self.guest_bytes, used, of, what, size, advice="")


def _refuse_guests(most: int, used: int, whose: str, what: str, added: int = 1) -> None:
    """Leave the other half to members."""
    told = f"{what} that guests may add to; the rest is for members of the team"
    _refuse_beyond(most // 2, used, whose, told, added, advice="")


def _refuse_beyond(
    most: int,
    used: int,
    whose: str,
    what: str,
    added: int = 1,
    advice: str = " Delete something first.",
) -> None:
    if used <= most:
        return
    detail = f"{whose} {used - added} of {most} {what}"
    if added > 1:
        detail = f"{detail}, and this one has {added}"
    raise Conflict("quota_exceeded", f"{detail}.{advice}")
