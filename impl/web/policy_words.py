"""What a policy demands, in sentences."""

from typing import Final

from impl.records import Policy

_MAJOR: Final = {
    "risky": "Whatever is risky, undecided or breaking needs a new major version.",
    "undecided": "Whatever breaks somebody, or may, needs a new major version.",
    "breaking": "Whatever breaks somebody needs a new major version.",
    "nothing": "A break needs no new major version.",
}
_NEEDS: Final = {
    "nothing": None,
    "owner_approval": "A break needs the approval of an owner on top.",
    "acceptances": "A break needs that each such change is accepted, with a reason.",
    "consents": "A break needs the consent of every consumer that it hurts.",
}
_SIGNERS: Final = {
    "member": "Any member may sign.",
    "maintainer": "A maintainer or an owner signs.",
    "owner": "An owner signs.",
}


def sentences(policy: Policy) -> list[str]:
    """Return what a policy demands."""
    number = policy.required_approvals
    approvals = "Nobody has to approve a proposal."
    if number:
        people = "One person has" if number == 1 else f"{number} people have"
        own = "count" if policy.author_approvals else "don't count"
        approvals = f"{people} to approve; approvals by its authors {own}."
    age = f", of the last {policy.verification_days} days" * bool(
        policy.verification_days
    )
    said = (
        f"A change is judged as {policy.profile}.",
        _MAJOR[policy.major_version_for],
        approvals,
        _SIGNERS[policy.signer_role],
        _NEEDS[policy.breaking_change_needs],
        "All threads have to be resolved." if policy.threads_resolved else None,
        None if policy.direct_publishing else "Nothing is published but by a proposal.",
        f"What is deployed needs a test run that passed{age}."
        if policy.verification_required
        else None,
    )
    return [each for each in said if each]
