"""Which proposals of the past another policy would have stopped. Nothing is written.

A proposal is judged as it was when it was closed, as far as that is kept:

- its latest revision against the base that this had then. A published proposal's base
  had not moved, since it could not have been signed otherwise, and what a withdrawn
  one's did is not kept: so that stops none here. Nor does it that its content is
  published by now, which is what supersedes open proposals; those are not judged.
- by the comparison that is stored for the profile. None is made.
- by the reviews that were given, which end with the proposal. What role reviewers had
  is not kept: where it matters that one has left since, nothing is claimed.
- by acceptances and threads as they are today.
- by objections of consumers. Who else would have had to consent is not kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal
from uuid import UUID

from impl.database.unit_of_work import Database, Reader
from impl.deployment_records import KnownAnswer
from impl.engine.comparison.verdicts.profiles import from_gravest
from impl.engine.comparison.verdicts.semantic_versions import is_enough, parse, raised
from impl.overview_records import Objection, PastVerdict
from impl.proposal_records import Proposal, ProposalRevision
from impl.records import Policy
from impl.repositories import acceptances, policy_trials, proposal_facts
from impl.security.caller import Caller
from impl.services.proposal_states import (
    Obstacle,
    RevisionView,
    breaks,
    counted_from,
    needed_rise,
    viewed,
)
from impl.services.review_effects import Reviews, about

Outcome = Literal["stopped", "unknown", "passes"]
MOST: Final = 50
_UNCOMPARED: Final = (
    "What it changes was never judged as {profile}, or that is not kept: whether it "
    "breaks anybody is not known."
)
_LEFT: Final = "{detail} That counts nobody who approved and has left, or lost, a role."
_OWNERS: Final = (
    "It is {verdict}, and an owner would have had to approve it. Whether one of those "
    "who approved was an owner then is not kept."
)
_CONSENTS: Final = (
    "It is {verdict}, and the consumers that it hurts would have had to consent. Which "
    "were in use then is not kept."
)


@dataclass(frozen=True, slots=True)
class TriedProposal:
    """A proposal, and what a policy would have made of it.

    Attributes:
        stopped: by what it would have been stopped, in sentences.
        unknown: what is not known of it.
    """

    proposal: Proposal
    stopped: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        """What came out: a single condition that is not met stops a proposal."""
        if self.stopped:
            return "stopped"
        return "unknown" if self.unknown else "passes"


class PolicyTrials:
    """Tries policies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_api(
        self, caller: Caller, api: tuple[UUID, UUID], policy: Policy
    ) -> list[TriedProposal]:
        """Return the proposals of an API that were closed last, judged by a policy.

        `api` is the team and the API, which the caller sees.
        """
        reader = self._database.read()
        past = await policy_trials.closed(reader, caller, api, MOST)
        if not past:
            return []
        known = [
            replace(each, policy=policy, version_id=None, withdrawn_at=None)
            for each in past
        ]
        done = await proposal_facts.done(reader, [each.id for each in known])
        views = await _compared(reader, api[1], done.latest, policy)
        objections = await _objections(reader, done.latest, policy)
        found: list[TriedProposal] = []
        for proposal, was in zip(known, past, strict=True):
            view = views.get(proposal.id)
            reviews = about(
                proposal,
                view.revision if view else None,
                [it for it in done.last_words if it.proposal_id == proposal.id],
                [it.author_id for it in done.authors if it.proposal_id == proposal.id],
            )
            objecting = [it for it in objections if it.proposal_id == proposal.id]
            stopped, unknown = _judged(proposal, view, reviews, objecting)
            found.append(TriedProposal(was, tuple(stopped), tuple(unknown)))
        return found


async def _compared(
    reader: Reader, api_id: UUID, latest: Sequence[ProposalRevision], policy: Policy
) -> dict[UUID, RevisionView]:
    """Return revisions as they were, with what is known of them, by their proposals."""
    pairs = [
        (it.base_version_id, it.digest)
        for it in latest
        if it.base_version_id is not None
    ]
    found = (
        await policy_trials.verdicts(reader, api_id, pairs, policy.profile)
        if pairs
        else ()
    )
    known = {(it.base_version_id, it.revision_digest): _answer(it) for it in found}
    views = {
        it.proposal_id: RevisionView(
            replace(it, is_base_moved=False, published_as=None),
            known.get((it.base_version_id, it.digest)) if it.base_version_id else None,
        )
        for it in latest
    }
    if policy.breaking_change_needs != "acceptances":
        return views
    verdicts = frozenset(from_gravest(counted_from(policy.major_version_for)))
    held = [
        acceptances.Held(api_id, it.comparison.id, verdicts)
        for it in views.values()
        if it.comparison
    ]
    unaccepted = await acceptances.unaccepted(reader, held, datetime.now(UTC).date())
    return {
        name: replace(it, unaccepted=unaccepted.get(it.comparison.id, 0))
        if it.comparison
        else it
        for name, it in views.items()
    }


async def _objections(
    reader: Reader, latest: Sequence[ProposalRevision], policy: Policy
) -> Sequence[Objection]:
    if policy.breaking_change_needs != "consents" or not latest:
        return ()
    return await policy_trials.objections(reader, [each.id for each in latest])


def _answer(it: PastVerdict) -> KnownAnswer:
    return KnownAnswer(
        id=it.id,
        api_id=it.api_id,
        question=b"",
        state="finished",
        verdict=it.verdict,
        reason=None,
        is_touch_due=False,
        may_ask_again=False,
        semver=it.semver,
    )


def _judged(
    proposal: Proposal,
    view: RevisionView | None,
    reviews: Reviews,
    objecting: Sequence[Objection],
) -> tuple[list[str], list[str]]:
    """Return what stops a proposal, and what is not known of it."""
    stopped, unknown = list[str](), list[str]()
    for each in viewed(proposal, view, reviews).missing:
        if each.code == "comparison":
            unknown.append(_UNCOMPARED.format(profile=proposal.policy.profile))
        elif doubt := _doubt(each, view, reviews):
            unknown.append(doubt)
        else:
            stopped.append(each.detail)
    if view is None or not view.is_compared:
        return stopped, unknown
    if told := _too_low(proposal, view):
        stopped.append(told)
    needs = proposal.policy.breaking_change_needs
    if needs == "consents" and breaks(view, proposal.policy.major_version_for):
        if objecting:
            names = ", ".join(f"{each.team}/{each.consumer}" for each in objecting)
            stopped.append(f"It is {view.verdict}, and {names} objected.")
        else:
            unknown.append(_CONSENTS.format(verdict=view.verdict))
    return stopped, unknown


def _doubt(
    obstacle: Obstacle, view: RevisionView | None, reviews: Reviews
) -> str | None:
    """Return why an obstacle may not have been one, None if it was."""
    left = [
        each
        for each in reviews.last
        if each.verdict == "approve" and reviews.effect_of(each) == "left"
    ]
    given, needed = len(reviews.approvals), reviews.proposal.policy.required_approvals
    if obstacle.code == "approvals" and given + len(left) >= needed:
        return _LEFT.format(detail=obstacle.detail)
    if obstacle.code == "owner_approval" and view and (left or reviews.approvals):
        return _OWNERS.format(verdict=view.verdict)
    return None


def _too_low(proposal: Proposal, view: RevisionView) -> str | None:
    """Return that the version that it was published as would have been too low."""
    base = parse(view.revision.base_version or "")
    own = parse(proposal.published_version or "")
    if base is None or own is None:
        return None
    needed = needed_rise(view, proposal.policy.major_version_for)
    if is_enough(raised(base, own), needed):
        return None
    return (
        f"It is {view.verdict} for {proposal.policy.profile}, and {own} is no {needed} "
        f"release after {base}."
    )
