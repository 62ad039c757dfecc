"""How far proposals are: it follows from what has been done, and nobody chooses it."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final, Literal, cast

from impl.deployment_records import KnownAnswer
from impl.engine.comparison.verdicts.profiles import Verdict, is_at_least
from impl.engine.comparison.verdicts.semantic_versions import (
    SemanticVersion,
    Semver,
    parse,
)
from impl.proposal_records import Proposal, ProposalRevision
from impl.services.affected_consumers import AffectedConsumer, counted, named
from impl.services.review_effects import Reviews

State = Literal["draft", "in_review", "ready", "published", "withdrawn", "superseded"]
ObstacleCode = Literal[
    "revision",
    "comparison",
    "base_moved",
    "approvals",
    "changes_requested",
    "owner_approval",
    "acceptances",
    "consents",
    "open_threads",
]
_RAISES: Final[tuple[Semver, ...]] = ("patch", "minor", "major")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that is missing: for programs, and for people."""

    code: ObstacleCode
    detail: str


_NO_DOCUMENT: Final = Obstacle("revision", "There is no document yet; add a revision.")


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision, and its comparison with its base as far as that is.

    Attributes:
        unaccepted: how many of its changes are in the way because nobody accepts them.
        consumers: of its API, where the policy wants the consent of those it affects.
    """

    revision: ProposalRevision
    comparison: KnownAnswer | None
    unaccepted: int = 0
    consumers: tuple[AffectedConsumer, ...] = ()

    @property
    def is_compared(self) -> bool:
        """Whether there is nothing more to find out about whom it breaks."""
        if self.revision.base_version_id is None:
            return True
        known = self.comparison
        return known is not None and known.state in {"finished", "failed"}

    @property
    def verdict(self) -> Verdict:
        """What came out; what came to no end is not decided."""
        if self.revision.base_version_id is None:
            return "compatible"
        known = self.comparison.verdict if self.comparison else None
        return cast("Verdict", known or "undecided")

    @property
    def tag(self) -> str:
        """The name of this state."""
        known = self.comparison
        it = self.revision
        author = "p" if it.author_id else "k"
        said = f"{known.id.hex}.{known.state}.{known.verdict}" if known else ""
        return _digest(f"{it.id.hex}.{author}.{said}")


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal, as far as it is.

    Attributes:
        latest: its latest revision, if there is any.
        reviews: what people make of it.
        state: where it stands.
        missing: all that is in the way of its being published.
        offered_version: what the latest revision would be published as.
    """

    proposal: Proposal
    latest: RevisionView | None
    reviews: Reviews
    state: State
    missing: tuple[Obstacle, ...]
    offered_version: str | None

    @property
    def seen(self) -> str:
        """The name of all that can be seen of it, words of others included."""
        return _digest(f"{self.tag}.{self.proposal.comments}")

    @property
    def tag(self) -> str:
        """The name of this state."""
        it = self.proposal
        author = "p" if it.author_id else "k"
        latest = self.latest.tag if self.latest else ""
        found = f"{self.state}.{self.missing}.{self.offered_version}.{it.open_threads}"
        return _digest(f"{it.id.hex}.{it.revision}.{author}.{latest}.{found}")


def viewed(
    proposal: Proposal, latest: RevisionView | None, reviews: Reviews
) -> ProposalView:
    """Say how far a proposal is."""
    state = _closed(proposal, latest)
    missing: tuple[Obstacle, ...] = ()
    if state is None and latest is None:
        missing = (_NO_DOCUMENT,)
    elif state is None and latest:
        missing = (*_missing(latest), *_unsaid(latest, reviews))
    if state is None:
        open_state: State = "draft" if latest is None else "in_review"
        state = open_state if missing else "ready"
    offered = _offered(proposal, latest) if latest and not proposal.is_closed else None
    return ProposalView(proposal, latest, reviews, state, missing, offered)


def needed_rise(view: RevisionView, level: str) -> Semver:
    """Return which part of the base's version has to rise, as a policy wants it.

    `level` is the mildest verdict that needs a major version, or `nothing`.
    """
    if view.revision.base_version_id is None:
        return "patch"
    known = view.comparison
    advised = cast("Semver", (known.semver if known else None) or "major")
    if level == "nothing":
        return advised
    if is_at_least(view.verdict, cast("Verdict", level)):
        return "major"
    return min(advised, "minor", key=_RAISES.index)


def _closed(proposal: Proposal, latest: RevisionView | None) -> State | None:
    if proposal.version_id:
        return "published"
    if proposal.withdrawn_at:
        return "withdrawn"
    if latest and latest.revision.published_as:
        return "superseded"
    return None


def _missing(latest: RevisionView) -> list[Obstacle]:
    found: list[Obstacle] = []
    if latest.revision.is_base_moved:
        base = latest.revision.base_version
        above = f"above {base}, its base," if base else "that it knows nothing of"
        detail = (
            f"A release {above} was published since revision {latest.revision.number}, "
            "which may undo what that changed; add a revision."
        )
        found.append(Obstacle("base_moved", detail))
    if not latest.is_compared:
        detail = (
            f"What revision {latest.revision.number} would break is being found out; "
            "look again."
        )
        found.append(Obstacle("comparison", detail))
    return found


def _unsaid(latest: RevisionView, reviews: Reviews) -> list[Obstacle]:
    """Return what reviewers have yet to say, as the policy wants it."""
    policy, found = reviews.proposal.policy, list[Obstacle]()
    given, needed = len(reviews.approvals), policy.required_approvals
    if given < needed:
        detail = f"{given} of {needed} approvals count for the latest revision."
        found.append(Obstacle("approvals", detail))
    if asking := len(reviews.requests):
        who = "Somebody wants" if asking == 1 else f"{asking} reviewers want"
        detail = f"{who} it changed, and has to review again."
        found.append(Obstacle("changes_requested", detail))
    is_needed = policy.breaking_change_needs == "owner_approval"
    is_break = latest.is_compared and breaks(latest, policy.major_version_for)
    if is_needed and is_break and not reviews.is_approved_by_owner:
        detail = (
            f"Revision {latest.revision.number} is {latest.verdict}: an owner of the "
            "team has to approve it."
        )
        found.append(Obstacle("owner_approval", detail))
    if is_break and policy.breaking_change_needs == "acceptances":
        if latest.comparison and latest.comparison.state == "failed":
            detail = "It is not known what changes: the comparison came to no end."
            found.append(Obstacle("acceptances", detail))
        elif number := latest.unaccepted:
            detail = (
                f"{number} of the changes that break somebody, or may, "
                f"{'is' if number == 1 else 'are'} not accepted."
            )
            found.append(Obstacle("acceptances", detail))
    if policy.threads_resolved and (number := reviews.proposal.open_threads):
        detail = f"{number} {'thread is' if number == 1 else 'threads are'} open."
        found.append(Obstacle("open_threads", detail))
    if is_break and policy.breaking_change_needs == "consents":
        found += _unconsented(latest, counted_from(policy.major_version_for))
    return found


def told_to_guest(view: ProposalView) -> ProposalView:
    """Return a proposal as guests may know it: they hear of nobody's consumers."""
    others = tuple(each for each in view.missing if each.code != "consents")
    if view.latest is None or len(others) == len(view.missing):
        return view
    level = counted_from(view.proposal.policy.major_version_for)
    told = _unconsented(view.latest, level, counted)
    return replace(view, missing=(*others, *told))


def _unconsented(
    latest: RevisionView,
    level: Verdict,
    named: Callable[[Collection[AffectedConsumer]], str] = named,
) -> list[Obstacle]:
    """Return what keeps affected consumers from having consented."""
    said: list[str] = []
    if unknown := [each for each in latest.consumers if each.verdict is None]:
        said.append(f"What it does to {named(unknown)} is being found out; look again.")
    affected = [each for each in latest.consumers if each.is_affected(level)]
    if objecting := [each for each in affected if each.says("object")]:
        do = "objects" if len(objecting) == 1 else "object"
        said.append(f"{named(objecting)} would break, or may, and {do}.")
    silent = [
        each for each in affected if not (each.says("consent") or each.says("object"))
    ]
    if silent:
        have = "has" if len(silent) == 1 else "have"
        said.append(f"{named(silent)} would break, or may, and {have} yet to consent.")
    return [Obstacle("consents", detail) for detail in said]


def breaks(view: RevisionView, level: str) -> bool:
    """Tell whether a revision is one that a policy wants a major version for.

    A policy that wants one for nothing means what breaks or may break here.
    """
    return is_at_least(view.verdict, counted_from(level))


def counted_from(level: str) -> Verdict:
    """Return the mildest verdict that `breaks` goes by."""
    return cast("Verdict", "undecided" if level == "nothing" else level)


def _offered(proposal: Proposal, latest: RevisionView) -> str | None:
    """Return what a revision would be published as, None if that is not known yet."""
    own = parse(latest.revision.version or "")
    base = parse(latest.revision.base_version or "")
    if base is None:
        return str(own) if own else None
    if not latest.is_compared:
        return None
    demanded = _risen(base, needed_rise(latest, proposal.policy.major_version_for))
    if own and own.precedence > demanded.precedence:
        return str(own)
    return str(demanded)


def _risen(base: SemanticVersion, rise: Semver) -> SemanticVersion:
    if base.is_prerelease:
        return SemanticVersion(base.numbers)
    if rise == "major":
        return base.next_major
    if rise == "minor":
        return base.next_minor
    major, minor, patch = base.numbers
    return SemanticVersion((major, minor, patch + 1))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
