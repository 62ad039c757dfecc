"""Proposals and their revisions with what their comparisons say."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from impl.database.unit_of_work import Reader
from impl.deployment_records import KnownAnswer
from impl.engine.comparison.verdicts.profiles import from_gravest
from impl.proposal_records import Proposal, ProposalRevision
from impl.repositories import (
    acceptances,
    comparison_questions,
    proposal_facts,
    proposal_revisions,
)
from impl.repositories.comparison_questions import Question
from impl.security.caller import Caller
from impl.services import affected_consumers
from impl.services.comparison_batches import ComparisonBatches, WantedComparison
from impl.services.comparison_questions import (
    FAILURE_COUNTS,
    ChosenProfile,
    ComparedSide,
    question_between,
)
from impl.services.proposal_states import (
    ProposalView,
    RevisionView,
    breaks,
    counted_from,
    viewed,
)
from impl.services.review_effects import about


async def of_revisions(
    reader: Reader, api_id: UUID, profile: str, found: Collection[ProposalRevision]
) -> list[RevisionView]:
    """Return revisions of an API with what is known of their comparisons."""
    return await _compared(reader, {api_id}, [(each, profile) for each in found])


async def _compared(
    reader: Reader, api_ids: set[UUID], found: Collection[tuple[ProposalRevision, str]]
) -> list[RevisionView]:
    """Return revisions with what is known of their comparisons, each by a profile."""
    asked = [_question(each, profile) for each, profile in found]
    names = {each.name for each in asked if each}
    known: dict[bytes, KnownAnswer] = {}
    if names:
        answers = await comparison_questions.answers(
            reader, api_ids, names, FAILURE_COUNTS
        )
        known = {each.question: each for each in answers}
    return [
        RevisionView(revision, known.get(question.name) if question else None)
        for (revision, _), question in zip(found, asked, strict=True)
    ]


async def of_proposals(
    reader: Reader, known: Collection[Proposal]
) -> list[ProposalView]:
    """Return proposals as far as they are."""
    if not known:
        return []
    proposal_ids = [each.id for each in known]
    latest, authors, last_words = await proposal_facts.done(reader, proposal_ids)
    profiles = {each.id: each.policy.profile for each in known}
    compared = await _compared(
        *(reader, {each.api_id for each in known}),
        [(each, profiles[each.proposal_id]) for each in latest],
    )
    views = {each.revision.proposal_id: each for each in compared}
    today = datetime.now(UTC).date()
    unaccepted = await acceptances.unaccepted(reader, _held(known, views), today)
    consumers = await affected_consumers.of_revisions(
        reader, _asking(known, views), None
    )
    found: list[ProposalView] = []
    for proposal in known:
        view = views.get(proposal.id)
        if view and view.comparison:
            number = unaccepted.get(view.comparison.id, 0)
            view = replace(view, unaccepted=number)
        if view:
            view = replace(view, consumers=consumers.get(proposal.id, ()))
        said = about(
            proposal,
            view.revision if view else None,
            [each for each in last_words if each.proposal_id == proposal.id],
            [each.author_id for each in authors if each.proposal_id == proposal.id],
        )
        found.append(viewed(proposal, view, said))
    return found


def _held(
    known: Collection[Proposal], views: Mapping[UUID, RevisionView]
) -> list[acceptances.Held]:
    """Return whose changes are counted that nobody accepts."""
    found: list[acceptances.Held] = []
    for each in known:
        view = views.get(each.id)
        answer = view.comparison if view else None
        needs = each.policy.breaking_change_needs == "acceptances"
        if needs and not each.is_closed and answer and answer.state == "finished":
            verdicts = from_gravest(counted_from(each.policy.major_version_for))
            found.append(acceptances.Held(each.api_id, answer.id, frozenset(verdicts)))
    return found


def _asking(
    known: Collection[Proposal], views: Mapping[UUID, RevisionView]
) -> list[tuple[Proposal, ProposalRevision]]:
    """Return what has to be agreed on with the consumers that it affects."""
    return [
        (each, views[each.id].revision)
        for each in known
        if each.policy.breaking_change_needs == "consents"
        and not each.is_closed
        and each.id in views
        and breaks(views[each.id], each.policy.major_version_for)
    ]


async def of_proposal(reader: Reader, proposal: Proposal) -> ProposalView:
    """Return a proposal as far as it is."""
    [view] = await of_proposals(reader, [proposal])
    return view


async def begin_comparison(
    batches: ComparisonBatches,
    reader: Reader,
    caller: Caller,
    team_id: UUID,
    view: ProposalView,
) -> bool:
    """Have the latest revision compared where that has to be; False if it has not.

    Raises:
        RateLimited: the caller asks for too many comparisons.
        NotFound: the API or the base is gone.
    """
    latest = view.latest
    if latest is None or view.proposal.is_closed:
        return False
    known = latest.comparison
    if latest.revision.base_version_id is None:
        return False
    is_unknown = known is None or known.may_ask_again
    if not is_unknown and all(each.verdict for each in latest.consumers):
        return False
    content = await proposal_revisions.content(reader, latest.revision.id)
    question = _question(latest.revision, view.proposal.policy.profile, content)
    if question is None:
        return False
    wanted = [WantedComparison(team_id, view.proposal.api_id, question)]
    if latest.consumers:
        wanted += await affected_consumers.wanted(
            reader, team_id, view.proposal, latest.revision, content
        )
    await batches.answers(caller, wanted)
    return True


def _question(
    revision: ProposalRevision, profile: str, document: bytes | None = None
) -> Question | None:
    """Return what a revision is compared by, None if there is nothing to compare with.

    The document is needed only where the comparison is yet to be begun.
    """
    if revision.base_version_id is None or revision.base_digest is None:
        return None
    side = ComparedSide(None, revision.digest, document, revision.text_digest)
    base = revision.base_version_id, revision.base_digest
    return question_between(base, side, ChosenProfile(profile))
