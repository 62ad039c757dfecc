"""Comparisons of contracts: asked for once, worked off beside the requests."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from impl.database.errors import Reason, Unavailable
from impl.database.unit_of_work import Database, UnitOfWork
from impl.errors import Conflict, TooManyComparisons
from impl.jobs.comparison_queue import ComparisonQueue
from impl.jobs.examination_task import PublishableContract
from impl.jobs.presence import while_present
from impl.records import Change, Comparison, Page, Standing, Version
from impl.repositories import apis, comparison_questions, comparisons, versions
from impl.repositories.comparison_questions import Question
from impl.security.caller import Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import Permission, Role
from impl.services.access import found, standing_for
from impl.services.comparison_questions import (
    ChosenProfile,
    question_of,
    record_asked,
)
from impl.services.examination import Examination, holders
from impl.services.rate_limits import Rate, RateLimiter

# How many seconds pass until it is seen that another process is done.
_POLL: Final = 0.5
Place = tuple[UUID, UUID, UUID]


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison, and whether it was made for this call."""

    comparison: Comparison
    is_new: bool


@dataclass(frozen=True, slots=True)
class ComparisonRules:
    """How many comparisons may come.

    Attributes:
        patience: how many seconds a request waits for its comparison.
        requests: how often one caller may ask.
        backlog: how many comparisons of one team may be unfinished.
    """

    patience: float
    requests: Rate
    backlog: int

    def most(self, standing: Standing | None) -> int:
        """Return the backlog for somebody: to guests it is full when half of it is."""
        is_guest = standing is None or standing.role == Role.GUEST
        return (self.backlog + 1) // 2 if is_guest else self.backlog


class Comparisons:
    """Starts and shows comparisons.

    `trim` has those that a team has too many of removed, once the work is committed.
    """

    def __init__(
        self,
        database: Database,
        examination: Examination,
        limiter: RateLimiter,
        queue: ComparisonQueue,
        rules: ComparisonRules,
        trim: Callable[[UnitOfWork, UUID], Awaitable[None]],
    ) -> None:
        self._database = database
        self._examination = examination
        self._limiter = limiter
        self._queue = queue
        self._rules = rules
        self._trim = trim

    async def of_versions(
        self,
        caller: Caller,
        api: tuple[UUID, UUID],
        references: tuple[str, str],
        profile: ChosenProfile,
    ) -> Asked:
        """Compare two versions, base and revision, of an API.

        `api` is the team and the API.

        Raises:
            NotFound: the caller can't see the API or one of the versions.
            RateLimited: they ask too often.
            TooManyComparisons: too many of the team's are unfinished.
        """
        base, revision = [await self._version(caller, api, each) for each in references]
        await self._limiter.attempt((self._rules.requests, caller.name))
        return await self._ask(caller, api, question_of(base, revision, profile))

    async def of_document(
        self,
        caller: Caller,
        api: tuple[UUID, UUID],
        reference: str,
        read: Callable[[], Awaitable[bytes]],
        media_type: str,
        profile: ChosenProfile,
    ) -> Asked:
        """Compare a version with a document that it is to become.

        `read` returns the document, once it is known that the caller may ask.

        Raises:
            NotFound: the caller can't see the version.
            Forbidden: they see it only because everyone does.
            RateLimited: they ask too often.
            TooManyComparisons: too many of the team's are unfinished.
            Invalid: the document is no valid contract.
            Unavailable: too many documents are being checked.
        """
        base = await self._version(caller, api, reference)
        await self._require_member(caller, api)
        await self._limiter.attempt((self._rules.requests, caller.name))
        content = await read()
        whose = holders(caller, api[0])
        contract = await self._examination.of(content, media_type, whose)
        return await self.of_contract(caller, api, base, (contract, content), profile)

    async def of_contract(
        self,
        caller: Caller,
        api: tuple[UUID, UUID],
        base: Version,
        revision: tuple[PublishableContract, bytes],
        profile: ChosenProfile,
    ) -> Asked:
        """Compare a version with a contract that has been examined, and its text.

        Raises:
            TooManyComparisons: too many of the team's are unfinished.
        """
        return await self._ask(caller, api, question_of(base, revision, profile))

    async def get(self, caller: Caller, place: Place) -> Comparison:
        """Return a comparison; `place` is the team, the API and its id.

        Raises:
            NotFound: the caller can't see it.
        """
        comparison = await comparisons.find(self._database.read(), caller, *place)
        return found(comparison, "comparison")

    async def list_of_api(
        self,
        caller: Caller,
        team_id: UUID,
        api_id: UUID,
        limit: int,
        after: PagePosition | None,
    ) -> Page[Comparison]:
        """Return a page of an API's comparisons, latest first.

        Raises:
            NotFound: the caller can't see the API.
            Forbidden: they see it only because everyone does.
        """
        reader = self._database.read()
        await self._require_member(caller, (team_id, api_id))
        page = await comparisons.list_of_api(
            reader, caller, team_id, api_id, limit, after
        )
        return found(page, "API")

    async def list_changes(
        self,
        caller: Caller,
        place: Place,
        verdict: str | None,
        limit: int,
        after: PagePosition | None,
    ) -> Page[Change]:
        """Return a page of changes in their order.

        Raises:
            NotFound: the caller can't see the comparison.
            Conflict: it is not finished.
        """
        await self._finished(caller, place)
        reader = self._database.read()
        return await comparisons.list_changes(
            reader, caller, place, verdict, limit, after
        )

    async def certificate(
        self, caller: Caller, place: Place
    ) -> tuple[Comparison, bytes]:
        """Return a comparison and its certificate in canonical form.

        Raises:
            NotFound: the caller can't see it.
            Conflict: it is not finished.
        """
        comparison = await self._finished(caller, place)
        reader = self._database.read()
        content = await comparisons.certificate(reader, caller, *place)
        return comparison, found(content, "comparison")

    async def changelog(self, caller: Caller, place: Place) -> tuple[Comparison, bytes]:
        """Return a comparison and its changelog, in Markdown.

        Raises:
            NotFound: the caller can't see it.
            Conflict: it is not finished.
        """
        comparison = await self._finished(caller, place)
        reader = self._database.read()
        content = await comparisons.changelog(reader, caller, *place)
        return comparison, found(content, "comparison")

    async def _require_member(self, caller: Caller, api: tuple[UUID, UUID]) -> None:
        standing = await apis.standing(self._database.read(), caller, *api)
        standing_for(standing, Permission.COMPARE_DOCUMENTS, "API")

    async def _finished(self, caller: Caller, place: Place) -> Comparison:
        comparison = await self.get(caller, place)
        if comparison.state != "finished":
            raise Conflict(
                "comparison_not_finished",
                f"The comparison is {comparison.state}; there is no result to show.",
            )
        return comparison

    async def _version(
        self, caller: Caller, api: tuple[UUID, UUID], reference: str
    ) -> Version:
        reader = self._database.read()
        version = await versions.find(reader, caller, *api, reference)
        return found(version, "version")

    async def _ask(
        self, caller: Caller, api: tuple[UUID, UUID], question: Question
    ) -> Asked:
        known = await comparison_questions.asked(
            self._database.read(), api[1], question
        )
        if known is None:
            comparison_id, is_new = await self._add(caller, api, question)
            self._queue.wake()
        else:
            comparison_id, is_new = known.id, False
            if known.is_touch_due:
                async with self._database.begin() as work:
                    await comparison_questions.touch(work, comparison_id)
                    await work.commit()
        return Asked(await self._over(caller, (*api, comparison_id)), is_new)

    async def _add(
        self, caller: Caller, api: tuple[UUID, UUID], question: Question
    ) -> tuple[UUID, bool]:
        async with self._database.begin() as work:
            unfinished = await comparison_questions.unfinished(work, api[0])
            # Nobody else of the team can ask now, so this is still so below.
            if known := await comparison_questions.asked(work, api[1], question):
                return known.id, False
            most = self._rules.most(await apis.standing(work, caller, *api))
            if unfinished >= most:
                raise TooManyComparisons(unfinished, most)
            new = await comparison_questions.ask(work, api, question)
            if new is None:
                # A process of an older release asked, which takes no turns.
                raise Unavailable(Reason.CONTENTION)
            await record_asked(work, caller, api[0], new, question)
            await comparison_questions.sweep(work, api[1])
            await self._trim(work, api[0])
            await work.commit()
        return new, True

    async def _over(self, caller: Caller, place: Place) -> Comparison:
        """Return a comparison once it is over, or as it is when patience ends."""
        clock = asyncio.get_running_loop().time
        end = clock() + self._rules.patience
        with self._queue.endings.heard(place[2]) as news:
            while True:
                news.clear()
                comparison = await self.get(caller, place)
                left = end - clock()
                if comparison.is_over or left <= 0:
                    return comparison
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(min(left, _POLL)):
                        await while_present(news.wait())
