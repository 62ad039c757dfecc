"""Many comparisons at once, for questions that depend on all of them."""

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from impl.database.unit_of_work import Database, UnitOfWork
from impl.deployment_records import KnownAnswer
from impl.jobs.comparison_queue import ComparisonQueue
from impl.repositories import comparison_questions, teams, usages
from impl.repositories.comparison_questions import Question
from impl.security.caller import Caller
from impl.services.access import found
from impl.services.comparison_questions import FAILURE_COUNTS, record_asked
from impl.services.comparisons import ComparisonRules
from impl.services.rate_limits import RateLimiter


@dataclass(frozen=True, slots=True)
class WantedComparison:
    """A question about contracts of an API of a team."""

    team_id: UUID
    api_id: UUID
    question: Question

    @property
    def key(self) -> tuple[int, bytes]:
        """What tells it from others; the API as a number, which is soon compared."""
        return self.api_id.int, self.question.name


class KnownAnswers:
    """What is known of questions."""

    def __init__(self, found: Iterable[KnownAnswer]) -> None:
        self.every = tuple(found)
        self._found = {(each.api_id.int, each.question): each for each in self.every}

    def get(self, wanted: WantedComparison) -> KnownAnswer | None:
        """Return what is known of a question.

        What breaks nobody breaks nobody who uses only some of it.
        """
        question = wanted.question
        whole = self._found.get((wanted.api_id.int, question.group))
        if question.whole is None or (whole and whole.verdict == "compatible"):
            return whole
        return self._found.get(wanted.key)


class ComparisonBatches:
    """Looks many comparisons up, and begins those that nobody asked for yet.

    No team gets more unfinished ones than it may have: the rest waits for another call.
    """

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        queue: ComparisonQueue,
        rules: ComparisonRules,
        trim: Callable[[UnitOfWork, UUID], Awaitable[None]],
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._queue = queue
        self._rules = rules
        self._trim = trim

    async def answers(
        self, caller: Caller, wanted: Collection[WantedComparison]
    ) -> KnownAnswers:
        """Return what is known of what is wanted; nothing is waited for.

        Raises:
            RateLimited: something is to be begun, and the caller asks too often.
            NotFound: an API or a version is gone.
        """
        known = await self._known(wanted)
        missing = _missing(wanted, known)
        if missing:
            await self._limiter.attempt((self._rules.requests, caller.name))
            for team_id in {each.team_id for each in missing}:
                ours = [each for each in missing if each.team_id == team_id]
                await self._begin(caller, team_id, ours)
            known = await self._known(wanted)
        if due := [each.id for each in known.every if each.is_touch_due]:
            async with self._database.begin() as work:
                await comparison_questions.touch_all(work, due)
                await work.commit()
        return known

    async def _known(self, wanted: Collection[WantedComparison]) -> KnownAnswers:
        if not wanted:
            return KnownAnswers(())
        questions = [each.question for each in wanted]
        found = await comparison_questions.answers(
            self._database.read(),
            {each.api_id for each in wanted},
            {each.name for each in questions} | {each.group for each in questions},
            FAILURE_COUNTS,
        )
        return KnownAnswers(found)

    async def _begin(
        self, caller: Caller, team_id: UUID, missing: list[WantedComparison]
    ) -> None:
        async with self._database.begin() as work:
            # Nobody else of the team can ask now, so this is still so below.
            unfinished = await comparison_questions.unfinished(work, team_id)
            most = self._rules.most(await teams.standing(work, caller, team_id))
            room = max(0, most - unfinished)
            groups = dict.fromkeys(each.question.group for each in missing)
            begun = set(list(groups)[:room])
            for each in missing:
                if each.question.group not in begun:
                    continue
                question = await _with_usage(work, each.question)
                api = team_id, each.api_id
                # None if somebody else has just asked.
                if new := await comparison_questions.ask(work, api, question):
                    await record_asked(work, caller, team_id, new, question)
            await self._trim(work, team_id)
            await work.commit()
        self._queue.wake()


def _missing(
    wanted: Iterable[WantedComparison], known: KnownAnswers
) -> list[WantedComparison]:
    answers = [(each, known.get(each)) for each in wanted]
    return [each for each, answer in answers if answer is None or answer.may_ask_again]


async def _with_usage(work: UnitOfWork, question: Question) -> Question:
    """Return a question with the usage that it is about.

    Raises:
        NotFound: the consumers that use just this are gone.
    """
    if question.usage_digest is None:
        return question
    usage = await usages.usage_of(work, question.base_version_id, question.usage_digest)
    return replace(question, usage=found(usage, "version"))
