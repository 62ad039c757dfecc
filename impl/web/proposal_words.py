"""What a policy wanted of a proposal, and has, in sentences."""

from typing import Final

from impl.services.proposal_states import ProposalView, breaks

_NEEDS: Final = {
    "owner_approval": "An owner approves the break.",
    "acceptances": "Each change that breaks somebody, or may, is accepted.",
    "consents": "Every consumer that it would break consents.",
}


def done(view: ProposalView) -> list[str]:
    """Return what is not in the way any more; `view.missing` has the rest."""
    latest, policy = view.latest, view.proposal.policy
    if latest is None or view.proposal.is_closed:
        return []
    missing = {each.code for each in view.missing}
    number = latest.revision.number
    is_base = latest.revision.base_version is not None
    is_break = latest.is_compared and breaks(latest, policy.major_version_for)
    given, needed = len(view.reviews.approvals), policy.required_approvals
    approved = f"{given} of {needed} approvals count for the latest revision."
    said: list[tuple[str, bool, str]] = [
        ("comparison", is_base, f"Revision {number} is compared: {latest.verdict}."),
        ("base_moved", is_base, "Nothing was published since that may undo it."),
        ("approvals", needed > 0, approved),
        ("changes_requested", True, "No reviewer wants it changed."),
        *((code, is_break, words) for code, words in _NEEDS.items()),
        ("open_threads", policy.threads_resolved, "No thread is open."),
    ]
    wanted = {policy.breaking_change_needs, *(c for c, _, _ in said if c not in _NEEDS)}
    return [
        words
        for code, applies, words in said
        if applies and code in wanted and code not in missing
    ]
