"""What a proposal's page shows: what is known, what was done, and what is new."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from impl.security import ids
from impl.security.permissions import Permission, allowed
from impl.services.apis import Apis
from impl.services.consents import Consents
from impl.services.discussions import Discussion, Discussions
from impl.services.proposal_states import ProposalView
from impl.services.proposals import Place, Proposals
from impl.services.reviews import ReviewBoard
from impl.services.revision_additions import RevisionAdditions
from impl.services.revision_steps import RevisionSteps
from impl.services.signatures import Signatures
from impl.services.threads import Threads
from impl.web.proposal_words import done
from impl.web.visits import PageVisit
from impl.web.witnesses import ShownChange, by_profile, shown_change

_CHANGES: Final = 50
_HAPPENED: Final = 100
_VERDICTS: Final = {
    "approve": "approved revision",
    "request_changes": "asked for changes of revision",
    "comment": "commented on revision",
}
_SHORT: Final = 120


@dataclass(frozen=True, slots=True)
class ProposalServices:
    """What the pages ask."""

    apis: Apis
    proposals: Proposals
    additions: RevisionAdditions
    board: ReviewBoard
    signatures: Signatures
    threads: Threads
    consents: Consents
    discussions: Discussions
    steps: RevisionSteps


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened: who did what, and the fragment or page that has it."""

    at: datetime
    who: UUID | None
    what: str
    link: str


@dataclass(frozen=True, slots=True)
class News:
    """What became of changes since somebody reviewed the proposal.

    Attributes:
        since: the revision that they reviewed last.
        new: the fingerprints of what was not there; None if that is not known.
        gone: how many are no more; None if there are too many to tell.
    """

    since: int
    new: frozenset[str] | None
    gone: int | None


async def values_of(
    asked: ProposalServices, visit: PageVisit, at: Place
) -> dict[str, object]:
    """Return what the page of a proposal shows."""
    caller = visit.caller
    view = await asked.proposals.get(caller, at)
    discussion = await asked.discussions.of_proposal(caller, at, view)
    changes: list[ShownChange] = []
    is_cut = False
    known = view.latest.comparison if view.latest else None
    if known and known.state == "finished":
        found, is_cut = await asked.discussions.gravest_changes(
            caller, (*at[:2], known.id), None, _CHANGES
        )
        changes = [*map(shown_change, found)]
    return {
        **_said(visit, view, discussion),
        "comparison_id": ids.encode(ids.COMPARISON, known.id) if known else None,
        "changes": changes,
        "is_cut": is_cut,
        "by_profile": [] if is_cut else by_profile(changes),
        "done": done(view),
        "happened": _happened(view, discussion),
        **_talks(visit, discussion),
        "news": await _news(asked, visit, at, (view, discussion), changes, is_cut),
    }


async def _news(
    asked: ProposalServices,
    visit: PageVisit,
    at: Place,
    known: tuple[ProposalView, Discussion],
    changes: list[ShownChange],
    is_cut: bool,
) -> News | None:
    """Return what is new to somebody; None if they have seen it, or nothing yet."""
    view, discussion = known
    me = visit.caller.person_id
    own = [
        each.review.revision
        for each in discussion.reviews
        if me and each.review.reviewer_id == me
    ]
    seen = [each for each in discussion.revisions if own and each.number == max(own)]
    if not seen or view.latest is None or seen[0].id == view.latest.revision.id:
        return None
    [before] = await asked.steps.changes(visit.caller, at, view.proposal, seen)
    if before.changes is None or not view.latest.is_compared:
        return News(max(own), None, None)
    old = {shown_change(each).fingerprint for each in before.changes}
    now = {each.fingerprint for each in changes}
    is_all = not is_cut and not before.is_cut
    return News(max(own), frozenset(now - old), len(old - now) if is_all else None)


def _talks(visit: PageVisit, discussion: Discussion) -> dict[str, object]:
    """Return the threads that are wanted: all, the open ones, or somebody's own."""
    only, me = visit.query.get("threads", ""), visit.caller.person_id
    shown = discussion.talks
    if only == "open":
        shown = tuple(each for each in shown if not each.thread.resolved_at)
    elif only == "mine":
        shown = tuple(
            each
            for each in shown
            if me in {each.thread.author_id, *(it.author_id for it in each.comments)}
        )
    else:
        only = ""
    return {"talks": shown, "only": only}


def _happened(view: ProposalView, discussion: Discussion) -> list[Happening]:
    """Return what happened, in order; of a lot the last."""
    proposal = view.proposal
    found = [Happening(proposal.created_at, proposal.author_id, "made it", "")]
    for revision in discussion.revisions:
        step = f"since?from={revision.number - 1}&to={revision.number}"
        link = step if revision.number > 1 else "difference"
        what = f"added revision {revision.number}"
        found.append(Happening(revision.created_at, revision.author_id, what, link))
    for each in discussion.reviews:
        review = each.review
        what = f"{_VERDICTS[review.verdict]} {review.revision}"
        found.append(Happening(review.created_at, review.reviewer_id, what, "#reviews"))
    for talk in discussion.talks:
        thread, link = talk.thread, f"#{ids.encode(ids.THREAD, talk.thread.id)}"
        found += [
            Happening(
                each.created_at, each.author_id, f"said: {_short(each.body)}", link
            )
            for each in talk.comments
        ]
        if thread.resolved_at:
            what = "resolved a thread"
            found.append(Happening(thread.resolved_at, thread.resolved_by, what, link))
    for consumer in discussion.consumers:
        if answer := consumer.answer:
            verb = "consented" if answer.answer == "consent" else "objected"
            link = f"#{ids.encode(ids.CONSUMER, consumer.consumer.consumer_id)}"
            what = f"{verb} for {consumer.name}"
            found.append(Happening(answer.answered_at, answer.answered_by, what, link))
    return sorted(found, key=lambda each: each.at)[-_HAPPENED:]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"


def _said(
    visit: PageVisit, view: ProposalView, discussion: Discussion
) -> dict[str, object]:
    role = discussion.role
    is_author = view.proposal.author_id == visit.caller.person_id
    return {
        "view": view,
        "proposal": view.proposal,
        "latest": view.latest,
        "discussion": discussion,
        "me": visit.caller.person_id,
        "names": discussion.names,
        "thread_ids": {
            it.thread.id: ids.encode(ids.THREAD, it.thread.id)
            for it in discussion.talks
        },
        "consumer_ids": {
            it.consumer.consumer_id: ids.encode(ids.CONSUMER, it.consumer.consumer_id)
            for it in discussion.consumers
        },
        "may_review": allowed(role, Permission.REVIEW),
        "may_accept": allowed(role, Permission.ACCEPT_CHANGES),
        "may_sign": allowed(role, Permission.SIGN),
        "may_revise": is_author or allowed(role, Permission.WRITE_PROPOSALS),
        "form": visit.form,
    }
