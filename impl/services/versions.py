"""Published contracts: immutable, but for their deprecation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import Conflict, Flaw, Invalid, NotFound
from impl.records import Page, PublishedDocument, Standing, Version
from impl.repositories import apis, quota_usage, versions
from impl.repositories.versions import Publication
from impl.security import ids
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission
from impl.services import audit, preconditions
from impl.services.access import found, require, standing_for
from impl.services.examination import Examination, holders
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter


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


class Versions:
    """Publishes, shows and deprecates versions."""

    def __init__(
        self,
        database: Database,
        examination: Examination,
        limiter: RateLimiter,
        rules: PublishingRules,
        quotas: Quotas,
    ) -> None:
        self._database = database
        self._examination = examination
        self._limiter = limiter
        self._rules = rules
        self._quotas = quotas

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
            Unavailable: too many documents are being checked.
        """
        new = await self._examine(submission, holders(caller, team_id))

        async def effect() -> Published:
            return await self._publish(work, caller, team_id, api_id, new)

        async with self._database.begin() as work:
            self._require(await apis.standing(work, caller, team_id, api_id))
            published = await run_once(work, call, Published, effect)
            await work.commit()
        return published

    async def list_of_api(
        self,
        caller: Caller,
        team_id: UUID,
        api_id: UUID,
        limit: int,
        after: PagePosition | None,
    ) -> Page[Version]:
        """Return a page of an API's versions, latest published first.

        Raises:
            NotFound: the caller can't see the API.
        """
        reader = self._database.read()
        page = await versions.list_of_api(reader, caller, team_id, api_id, limit, after)
        return found(page, "API")

    async def get(
        self, caller: Caller, team_id: UUID, api_id: UUID, reference: str
    ) -> Version:
        """Return a version by its semantic version or digest.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        version = await versions.find(reader, caller, team_id, api_id, reference)
        return found(version, "version")

    async def download(
        self, caller: Caller, team_id: UUID, api_id: UUID, reference: str
    ) -> PublishedDocument:
        """Return a version with the bytes that were published.

        Raises:
            NotFound: the caller can't see it.
        """
        reader = self._database.read()
        document = await versions.download(reader, caller, team_id, api_id, reference)
        return found(document, "version")

    async def deprecate(
        self,
        caller: Caller,
        place: tuple[UUID, UUID, str],
        sunset_on: date,
        note: str | None,
        expected: frozenset[str],
    ) -> Version:
        """Say from which day a version can't be relied on.

        `place` is the team, the API and the version's reference.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            version = await self._lock(work, caller, place, expected)
            version = await versions.deprecate(work, version.id, sunset_on, note)
            await _record(work, caller, "version.deprecated", place[0], version)
            await work.commit()
        return version

    async def undeprecate(
        self, caller: Caller, place: tuple[UUID, UUID, str], expected: frozenset[str]
    ) -> Version:
        """Take a deprecation back; `place` as for `deprecate`.

        Raises:
            NotFound, Forbidden, PreconditionFailed: see `impl.errors`.
        """
        async with self._database.begin() as work:
            version = await self._lock(work, caller, place, expected)
            version = await versions.undeprecate(work, version.id)
            await _record(work, caller, "version.undeprecated", place[0], version)
            await work.commit()
        return version

    async def _examine(
        self, submission: VersionSubmission, whose: frozenset[str]
    ) -> Publication:
        contract = await self._examination.of(
            submission.content, submission.media_type, whose
        )
        version = submission.version or contract.version
        if version is None:
            detail = "The document's `info.version` is not a semantic version."
            mend = "Give the version to publish as in the query: ?version=1.0.0"
            flaw = Flaw("body", "/info/version", detail, "version_required", mend=mend)
            raise Invalid("version_required", f"{detail} {mend}", [flaw])
        return Publication(
            version=version,
            digest=contract.digest,
            media_type=contract.media_type,
            openapi=contract.openapi,
            title=contract.title,
            operations=contract.operations,
            document=submission.content,
        )

    async def _publish(
        self,
        work: UnitOfWork,
        caller: Caller,
        team_id: UUID,
        api_id: UUID,
        new: Publication,
    ) -> Published:
        await quota_usage.hold_team(work, team_id)
        version = await versions.publish(work, api_id, caller.person_id, new)
        if version is None:
            rivals = await versions.rivals(work, api_id, new.version, new.digest)
            return Published(_same(rivals, new), is_new=False)
        size = len(new.document)
        await self._quotas.check_versions(work, team_id, api_id, size)
        await _record(work, caller, "version.published", team_id, version)
        return Published(version, is_new=True)

    async def _lock(
        self,
        work: UnitOfWork,
        caller: Caller,
        place: tuple[UUID, UUID, str],
        expected: frozenset[str],
    ) -> Version:
        locked = found(await versions.lock(work, caller, *place), "version")
        require(locked.standing.role, Permission.WRITE_VERSIONS)
        preconditions.check(locked.version.tag, expected)
        return locked.version

    @staticmethod
    def _require(standing: Standing | None) -> None:
        standing_for(standing, Permission.WRITE_VERSIONS, "API")


def _same(rivals: tuple[Version, ...], new: Publication) -> Version:
    """Return the version that is just the new one, if one is."""
    for rival in rivals:
        if rival.version == new.version:
            if rival.digest == new.digest:
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


async def _record(
    work: UnitOfWork, caller: Caller, action: str, team_id: UUID, version: Version
) -> None:
    await audit.record(
        work,
        caller,
        action,
        ids.encode(ids.VERSION, version.id),
        team_id=team_id,
        version=version.version,
        digest=version.digest,
    )
