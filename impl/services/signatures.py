"""Proposals become versions: what it depends on is read again, and held, to do so."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from impl.database.errors import Reason, Unavailable
from impl.database.unit_of_work import Database, UnitOfWork
from impl.engine.comparison.verdicts.semantic_versions import (
    is_enough,
    parse,
    raised,
)
from impl.errors import Conflict, Flaw, Forbidden, Invalid, VersionTooLow
from impl.jobs.examination_task import PublishableContract
from impl.proposal_records import ProposalRevision
from impl.records import Policy, Version
from impl.repositories import (
    apis,
    comparison_questions,
    proposal_revisions,
    proposals,
    quota_usage,
    versions,
)
from impl.security.caller import Caller
from impl.security.permissions import Permission, Role
from impl.services import signed_evidence
from impl.services.access import found, standing_for
from impl.services.idempotency import IdempotentCall, run_once
from impl.services.policies import Candidate, Demand, Kept, Policies, UnjudgedVersion
from impl.services.proposal_states import ProposalView, RevisionView, needed_rise
from impl.services.proposals import (
    Place,
    locked,
    no_revision,
    record,
    refuse_closed,
)
from impl.services.publications import publication_of, same
from impl.services.quotas import Quotas
from impl.services.rate_limits import Rate, RateLimiter
from impl.services.versions import record as record_version

# How often others may publish something else first, which is to be compared with then.
_ATTEMPTS: Final = 4
_ORDER: Final = (Role.VIEWER, Role.MEMBER, Role.MAINTAINER, Role.OWNER)


@dataclass(frozen=True, slots=True)
class NewSignature:
    """Which revision is signed, and what it is to be published as if that was said."""

    revision: int
    version: str | None


class _Unjudged(UnjudgedVersion):
    """The same of a candidate, which is held against the demand then."""

    def __init__(self, demand: Demand, candidate: Candidate) -> None:
        super().__init__(demand)
        self.candidate = candidate


class Signatures:
    """Signs proposals."""

    def __init__(
        self,
        database: Database,
        limiter: RateLimiter,
        rate: Rate,
        quotas: Quotas,
        policies: Policies,
    ) -> None:
        self._database = database
        self._limiter = limiter
        self._rate = rate
        self._quotas = quotas
        self._policies = policies

    async def sign(
        self,
        caller: Caller,
        place: Place,
        new: NewSignature,
        call: IdempotentCall[Version] | None,
    ) -> Version:
        """Publish a revision; `place` is the team, the API and the proposal's number.

        Raises:
            AlreadyAnswered: the call was made before.
            RateLimited: the caller signs too much.
            NotFound: the caller can't see the proposal.
            Forbidden: the policy does not let them sign.
            Conflict: the proposal is closed (`proposal_closed`), something is missing
                (`proposal_not_ready`), there is a later revision
                (`revision_outdated`), its version or its content is published
                otherwise, or a quota is used up (`quota_exceeded`).
            Invalid: no version is given, and none is offered (`version_required`).
            VersionTooLow, ComparisonGoesOn, TooManyComparisons: see `Policies.hold`.
            Unavailable: others publish all the time.
        """
        await self._limiter.attempt((self._rate, caller.name))
        kept: Kept | None = None

        async def effect() -> Version:
            return await self._sign(work, caller, place, new, kept)

        for _ in range(_ATTEMPTS):
            try:
                async with self._database.begin() as work:
                    standing = await proposals.standing(work, caller, place)
                    standing_for(standing, Permission.SIGN, "proposal")
                    version = await run_once(work, call, Version, effect)
                    await work.commit()
                    return version
            except _Unjudged as unjudged:
                judged = unjudged
            kept = await self._policies.hold(
                caller, place[:2], judged.candidate, judged.demand
            )
        raise Unavailable(Reason.CONTENTION)

    async def _sign(
        self,
        work: UnitOfWork,
        caller: Caller,
        place: Place,
        new: NewSignature,
        kept: Kept | None,
    ) -> Version:
        team_id, api_id, _ = place
        # As who publishes does, and in the same order.
        await quota_usage.hold_team(work, team_id)
        policy = found(await apis.hold_policy(work, api_id), "API")
        view = await locked(work, caller, place, Permission.SIGN)
        standing = found(await proposals.standing(work, caller, place), "proposal")
        _require_signer(standing.role, policy)
        latest = _ready(view, new.revision)
        name = _version(view, new)
        _require_rise(latest, name, policy, is_given=new.version is not None)
        content = await proposal_revisions.content(work, latest.revision.id)
        candidate = _candidate_of(latest.revision, name, content, new)
        demand = await self._policies.demand(work, api_id, name)
        known = latest.comparison
        # What it changes it has been held against already.
        is_other = demand and demand.base.id != latest.revision.base_version_id
        if demand and is_other and not (kept and kept.is_of(demand)):
            raise _Unjudged(demand, candidate)
        publication = replace(
            publication_of(candidate),
            acceptances=await signed_evidence.acceptances_of(work, view, policy),
            consents=signed_evidence.consents_of(view, policy),
            proposal=view.proposal.number,
            proposal_revision=latest.revision.number,
            approved_by=_approvers(view),
            certificate_digest=known.certificate_digest if known else None,
        )
        version = await versions.publish(work, api_id, caller.person_id, publication)
        if version is None:
            digest = candidate.contract.digest
            rivals = await versions.rivals(work, api_id, name, digest)
            version = same(rivals, candidate)
            raise Conflict(
                "content_published", f"This is published, as {version.version}."
            )
        if known:
            await comparison_questions.adopt(work, known.id, version.id)
        await proposals.publish(work, view.proposal.id, version.id)
        await self._quotas.check_versions(work, team_id, api_id, version.size)
        await record_version(work, caller, "version.published", team_id, version)
        await record(
            *(work, caller, "proposal.signed", team_id, view.proposal),
            proposal_revision=latest.revision.number,
            version=version.version,
        )
        return version


def _require_signer(role: str | None, policy: Policy) -> None:
    # An API key is as a member.
    own, least = Role(role or Role.MEMBER), Role(policy.signer_role)
    if _ORDER.index(own) < _ORDER.index(least):
        who = f"Your role, {own}," if role else "An API key"
        raise Forbidden(f"{who} may not sign here: the policy wants an {least}.")


def _ready(view: ProposalView, revision: int) -> RevisionView:
    refuse_closed(view.proposal)
    latest = view.latest
    if latest is None or latest.revision.number < revision:
        raise no_revision(view.proposal, revision)
    if latest.revision.number > revision:
        number = latest.revision.number
        detail = f"There is a later revision, {number}. Look at it before you sign."
        raise Conflict("revision_outdated", detail)
    if view.state == "superseded":
        detail = f"This is published, as {latest.revision.published_as}."
        raise Conflict("content_published", detail)
    if view.missing:
        told = " ".join(each.detail for each in view.missing)
        raise Conflict("proposal_not_ready", f"Something is missing. {told}")
    return latest


def _version(view: ProposalView, new: NewSignature) -> str:
    if name := new.version or view.offered_version:
        return name
    detail = "The document's `info.version` is not a semantic version."
    mend = "Give the version to publish it as."
    flaw = Flaw("body", "/version", detail, "version_required", mend=mend)
    raise Invalid("version_required", f"{detail} {mend}", [flaw])


def _require_rise(
    latest: RevisionView, name: str, policy: Policy, *, is_given: bool
) -> None:
    """Refuse a version that promises more than the changes allow.

    Raises:
        VersionTooLow: it does.
    """
    base, own = parse(latest.revision.base_version or ""), parse(name)
    known = latest.comparison
    if base is None or own is None or known is None:
        return
    if policy.major_version_for == "nothing":
        return
    needed = needed_rise(latest, policy.major_version_for)
    rise = raised(base, own)
    if rise is not None and is_enough(rise, needed):
        return
    detail = (
        f"{name} is no {needed} release after {base}, which what changes asks for; "
        f"{latest.verdict} is what {policy.profile} makes of it."
    )
    mend = "Leave the version out to publish it as it is offered."
    pointer = "/version" if is_given else ""
    flaw = Flaw("body", pointer, detail, "version_too_low", mend=mend)
    raise VersionTooLow(f"{detail} {mend}", flaw, known.id)


def _candidate_of(
    revision: ProposalRevision, name: str, content: bytes, new: NewSignature
) -> Candidate:
    contract = PublishableContract(
        digest=revision.digest,
        media_type=revision.media_type,
        openapi=revision.openapi,
        title=revision.title,
        version=revision.version,
        operations=revision.operations,
        text=revision.text_digest,
    )
    return Candidate(name, new.version is not None, contract, content)


def _approvers(view: ProposalView) -> tuple[UUID, ...]:
    known = (each.reviewer_id for each in view.reviews.approvals)
    return tuple(sorted(each for each in known if each))
