"""A policy is tried on past proposals; an address says all of it, and can be shared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from generated.runtime.http.answers import Answer
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.records import Policy
from impl.services.apis import Apis
from impl.services.policy_trials import MOST, PolicyTrials, TriedProposal
from impl.web import forms
from impl.web.api_pages import place_of
from impl.web.forms import FormRefused
from impl.web.policy_words import sentences
from impl.web.taking import NONE, trouble_of
from impl.web.visits import PageVisit, Route

_CHOICES: Final = ("profile", "major_version_for", "breaking_change_needs")
_SWITCHES: Final = ("author_approvals", "threads_resolved")


class PolicyTrialPages:
    """Shows what a policy would have done."""

    def __init__(self, apis: Apis, trials: PolicyTrials) -> None:
        self._apis = apis
        self._trials = trials

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (Route("/a/{team}/{api}/policy/trial", self._show),)

    async def _show(self, visit: PageVisit) -> Answer:
        place = await place_of(self._apis, visit)
        policy, trouble = place.api.policy, NONE
        try:
            policy = _tried(visit.query, policy)
        except FormRefused as wrong:
            trouble = trouble_of(wrong, visit)
        found: list[TriedProposal] = []
        if trouble is NONE:
            api = (place.api.team_id, place.api.id)
            found = await self._trials.of_api(visit.caller, api, policy)
        values = {
            **place.values(),
            "form": visit.query if "profile" in visit.query else _typed(policy),
            "profiles": PROFILES.values(),
            "sentences": sentences(policy),
            "tried_proposals": found,
            "counts": Counter(each.outcome for each in found),
            "is_own": policy == place.api.policy,
            "most": MOST,
        }
        return trouble.shown(visit, "policy_trial", values)


def _tried(query: Mapping[str, str], own: Policy) -> Policy:
    """Return the policy that an address says; else the API's own.

    Raises:
        FormRefused: there is no such policy.
    """
    if "profile" not in query:
        return own
    said = forms.given(query, _CHOICES)
    said |= {name: name in query for name in _SWITCHES}
    approvals = forms.number(query, "approvals")
    if approvals is not None:
        said["approvals"] = approvals
    forms.check("PolicyPatch", said)
    return replace(
        own,
        profile=query["profile"],
        major_version_for=query["major_version_for"],
        breaking_change_needs=query["breaking_change_needs"],
        author_approvals="author_approvals" in query,
        threads_resolved="threads_resolved" in query,
        required_approvals=1 if approvals is None else approvals,
    )


def _typed(policy: Policy) -> dict[str, str]:
    """Return the fields of a form that says a policy."""
    switches = {name: "on" for name in _SWITCHES if getattr(policy, name)}
    choices = {name: getattr(policy, name) for name in _CHOICES}
    return {**choices, **switches, "approvals": str(policy.required_approvals)}
