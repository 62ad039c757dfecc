"""Contracts become versions, where the policy of their API lets them."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from impl.database.errors import Reason, Unavailable
from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import Conflict, Flaw, Invalid, NotFound
from impl.records import Standing, Version
from impl.repositories import apis, comparison_questions, quota_usage, versions
from impl.repositories.versions import Publication
from impl.security.caller import Caller
from impl.security.permissions import Permission
from impl.services.access import found, standing_for
from impl.services.examination import Examination, holders
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.policies import Candidate, Kept, Policies, UnjudgedVersion
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.versions import record

# How often others may publish something else first, which is to be compared with then.
_ATTEMPTS: Final = 4
_INDIRECT: Final = (
    "The policy of this API wants versions to come from proposals that are signed. "
    "Propose this document."
)


@dataclass(frozen=True, slots=True)
class Published:
    """A version, and whether it is new."""

    version: Version
    is_new: bool


@dataclass(frozen=True, slots=True)
class VersionSubmission:
    """A document to publish; `version` is what the caller wants it published as."""

    content: bytes
    media_type: str
    version: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingRules:
    """How often callers and teams may publish."""

    per_caller: Rate
    per_team: Rate


class Publications:
    """Publishes contracts."""

    def __init__(
        self,
        database: Database,
        examination: Examination,
        limiter: RateLimiter,
        rules: PublishingRules,
        quotas: Quotas,
        policies: Policies,
    ) -> None:
        self._database = database
        self._examination = examination
        self._limiter = limiter
        self._rules = rules
        self._quotas = quotas
        self._policies = policies

    async def admit(self, caller: Caller, team_id: UUID, api_id: UUID) -> None:
        """Count an attempt to publish, before there is a document to read.

        Raises:
            NotFound, Forbidden: see `impl.errors`.
            RateLimited: the caller or the team publishes too much.
        """
        # Nobody has a document checked for an API that they can't publish to.
        reader = self._database.read()
        self._require(await apis.standing(reader, caller, team_id, api_id))
        await self._limiter.attempt(
            (self._rules.per_caller, caller.name), (self._rules.per_team, str(team_id))
        )

    async def publish(
        self,
        caller: Caller,
        team_id: UUID,
        api_id: UUID,
        submission: VersionSubmission,
        call: IdempotentCall[Published] | None,
    ) -> Published:
        """Publish a contract; the same one under the same version changes nothing.

        Only for those who have been admitted.

        Raises:
            AlreadyAnswered: the call was made before.
            NotFound, Forbidden: see `impl.errors`.
            Invalid: the document is no valid contract, or has no semantic version.
            Conflict: its version or its content is published otherwise, or a quota is
                used up (`quota_exceeded`).
            VersionTooLow, ComparisonGoesOn, TooManyComparisons: see `Policies.hold`.
            Unavailable: too many documents are being checked, or published.
        """
        new = await self._examine(submission, holders(caller, team_id))
        kept: Kept | None = None

        async def effect() -> Published:
            return await self._publish(work, caller, (team_id, api_id), new, kept)

        for _ in range(_ATTEMPTS):
            try:
                async with self._database.begin() as work:
                    self._require(await apis.standing(work, caller, team_id, api_id))
                    published = await run_once(work, call, Published, effect)
                    await work.commit()
                    return published
            except UnjudgedVersion as unjudged:
                demand = unjudged.demand
            kept = await self._policies.hold(caller, (team_id, api_id), new, demand)
        raise Unavailable(Reason.CONTENTION)

    async def _examine(
        self, submission: VersionSubmission, whose: frozenset[str]
    ) -> Candidate:
        contract = await self._examination.of(
            submission.content, submission.media_type, whose
        )
        version = submission.version or contract.version
        if version is None:
            detail = "The document's `info.version` is not a semantic version."
            mend = "Give the version to publish as in the query: ?version=1.0.0"
            flaw = Flaw("body", "/info/version", detail, "version_required", mend=mend)
            raise Invalid("version_required", f"{detail} {mend}", [flaw])
        is_given = submission.version is not None
        return Candidate(version, is_given, contract, submission.content)

    async def _publish(
        self,
        work: UnitOfWork,
        caller: Caller,
        api: tuple[UUID, UUID],
        new: Candidate,
        kept: Kept | None,
    ) -> Published:
        team_id, api_id = api
        digest = new.contract.digest
        await quota_usage.hold_team(work, team_id)
        policy = found(await apis.hold_policy(work, api_id), "API")
        if not policy.direct_publishing:
            # What is there already is not asked for again.
            if known := await versions.rivals(work, api_id, new.version, digest):
                return Published(same(known, new), is_new=False)
            raise Conflict("proposal_required", _INDIRECT)
        demand = await self._policies.demand(work, api_id, new.version)
        if demand and not (kept and kept.is_of(demand)):
            # What is there already is not judged again.
            if known := await versions.rivals(work, api_id, new.version, digest):
                return Published(same(known, new), is_new=False)
            raise UnjudgedVersion(demand)
        publication = publication_of(new)
        version = await versions.publish(work, api_id, caller.person_id, publication)
        if version is None:
            known = await versions.rivals(work, api_id, new.version, digest)
            return Published(same(known, new), is_new=False)
        if kept:
            await comparison_questions.adopt(work, kept.comparison_id, version.id)
        await self._quotas.check_versions(work, team_id, api_id, version.size)
        await record(work, caller, "version.published", team_id, version)
        return Published(version, is_new=True)

    @staticmethod
    def _require(standing: Standing | None) -> None:
        standing_for(standing, Permission.WRITE_VERSIONS, "API")


def publication_of(new: Candidate) -> Publication:
    """Return what is to be kept of a contract."""
    contract = new.contract
    return Publication(
        version=new.version,
        digest=contract.digest,
        media_type=contract.media_type,
        openapi=contract.openapi,
        title=contract.title,
        operations=contract.operations,
        document=new.content,
    )


def same(rivals: tuple[Version, ...], new: Candidate) -> Version:
    """Return the version that is just the new one, if one is.

    Raises:
        Conflict: the version or its content is published otherwise.
        NotFound: the API is gone.
    """
    for rival in rivals:
        if rival.version == new.version:
            if rival.digest == new.contract.digest:
                return rival
            raise Conflict(
                "version_taken",
                f"Version {new.version} is published with other content, and versions "
                "never change. Publish under a new version.",
            )
    for rival in rivals:
        raise Conflict(
            "content_published",
            f"This content is published as version {rival.version}.",
        )
    # The API, and its versions with it, went while this was being published.
    raise NotFound("API")
