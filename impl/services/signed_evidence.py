"""What let a break pass when a version was signed, kept with it as it was.

Acceptances are revoked and consumers go; what was counted stays. It is kept as it is
shown, without reasons: those are for whoever may read them where they were given.
"""

from datetime import UTC, datetime
from typing import Final

from impl.database.unit_of_work import Reader
from impl.engine.comparison.verdicts.profiles import from_gravest
from impl.records import Policy
from impl.repositories import acceptances
from impl.security import ids
from impl.services.proposal_states import ProposalView, breaks, counted_from

Told = list[dict[str, str | None]]
# As many as a version shows.
_MOST: Final = 5000


async def acceptances_of(
    reader: Reader, view: ProposalView, policy: Policy
) -> Told | None:
    """Return the acceptances that counted; None where the policy wanted none."""
    latest, level = view.latest, policy.major_version_for
    if policy.breaking_change_needs != "acceptances" or latest is None:
        return None
    if not breaks(latest, level) or latest.comparison is None:
        return []
    verdicts = frozenset(from_gravest(counted_from(level)))
    counted = await acceptances.counted(
        reader,
        acceptances.Held(view.proposal.api_id, latest.comparison.id, verdicts),
        datetime.now(UTC).date(),
    )
    return [
        {
            "fingerprint": each.fingerprint,
            "accepted_by": ids.encode(ids.PERSON, each.accepted_by)
            if each.accepted_by
            else None,
        }
        for each in sorted(counted, key=lambda each: each.fingerprint)[:_MOST]
    ]


def consents_of(view: ProposalView, policy: Policy) -> Told | None:
    """Return the consents that counted; None where the policy wanted none."""
    if policy.breaking_change_needs != "consents" or view.latest is None:
        return None
    level = counted_from(policy.major_version_for)
    found: Told = []
    for each in view.latest.consumers:
        answer = each.answer
        if answer is None or not each.is_affected(level) or not each.says("consent"):
            continue
        by = answer.answered_by
        at = answer.answered_at.astimezone(UTC)
        found.append(
            {
                "consumer_id": ids.encode(ids.CONSUMER, answer.consumer_id),
                "consented_by": ids.encode(ids.PERSON, by) if by else None,
                "consented_at": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            }
        )
    return found[:_MOST]
