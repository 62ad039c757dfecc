"""What an API is called, who sees it, what it demands of versions, and its end."""

from collections.abc import Sequence
from typing import Final

from generated.runtime.http.answers import Answer
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.errors import NotFound
from impl.security.permissions import Permission, Role, allowed
from impl.services.apis import ApiChange, Apis, PolicyChange
from impl.services.teams import Teams
from impl.web import forms
from impl.web.api_pages import place_of
from impl.web.places import of_api
from impl.web.policy_words import sentences
from impl.web.taking import Trouble, showing, tags_in, taking
from impl.web.visits import PageVisit, Route, gone_to

_AT: Final = "/a/{team}/{api}"
_MAY: Final = {
    "write": Permission.WRITE_APIS,
    "delete": Permission.DELETE_APIS,
    "policies": Permission.SET_POLICIES,
}
_SWITCHES: Final = ("author_approvals", "direct_publishing", "threads_resolved")
_CHOICES: Final = ("profile", "major_version_for", "signers", "breaking_change_needs")


class ApiSettingsPages:
    """Shows what an API demands, and changes and removes it."""

    def __init__(self, apis: Apis, teams: Teams) -> None:
        self._apis = apis
        self._teams = teams

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        at = f"{_AT}/settings"
        return (
            Route(at, showing(self._page), taking(self._change, self._page, "name")),
            Route(f"{_AT}/policy", None, taking(self._demand, self._page, "policy")),
            Route(f"{_AT}/deletion", None, taking(self._delete, self._page, "end")),
        )

    async def _page(self, visit: PageVisit, trouble: Trouble) -> Answer:
        place = await place_of(self._apis, visit)
        api, policy = place.api, place.api.policy
        try:
            team = await self._teams.named(visit.caller, place.team)
            role = team.role
        except NotFound:
            role = Role.GUEST
        known: dict[str, object] = {
            "title": api.title,
            "name": api.name,
            "description": api.description or "",
            "visibility": api.visibility,
            "profile": policy.profile,
            "major_version_for": policy.major_version_for,
            "signers": policy.signer_role,
            "breaking_change_needs": policy.breaking_change_needs,
            "approvals": str(policy.required_approvals),
            "maximum_age_days": str(policy.verification_days or ""),
        }
        known |= {name: "on" for name in _SWITCHES if getattr(policy, name)}
        known |= {"verification": "on"} if policy.verification_required else {}
        typed = visit.form if trouble.tried == "policy" else {**known, **visit.form}
        kept = {name: known[name] for name in ("title", "name", "description")}
        values = {
            **place.values(),
            "sentences": sentences(policy),
            "may": {name: allowed(role, each) for name, each in _MAY.items()},
            "profiles": PROFILES.values(),
            "form": {**kept, **typed},
        }
        return trouble.shown(visit, "api_settings", values)

    async def _change(self, visit: PageVisit) -> Answer:
        place, form = await place_of(self._apis, visit), visit.form
        description = form.get("description") or None
        value = forms.given(form, ("title", "name"))
        forms.check("ApiPatch", {**value, "description": description})
        change = ApiChange(
            title=form["title"], name=form["name"], description=description
        )
        api = await self._apis.update(
            visit.caller, place.api.team_id, place.api.id, change, tags_in(visit)
        )
        return gone_to(of_api(place.team, api.name, "settings"))

    async def _demand(self, visit: PageVisit) -> Answer:
        place, form = await place_of(self._apis, visit), visit.form
        policy = forms.given(form, _CHOICES)
        policy |= {name: name in form for name in _SWITCHES}
        approvals = forms.number(form, "approvals")
        days = forms.number(form, "maximum_age_days")
        is_required = "verification" in form
        policy["verification"] = {"required": is_required, "maximum_age_days": days}
        if approvals is not None:
            policy["approvals"] = approvals
        try:
            forms.check("PolicyPatch", policy)
            forms.check_field("visibility", "ApiVisibility", form.get("visibility", ""))
        except forms.FormRefused as refused:
            faults = {
                name.removeprefix("verification/"): told
                for name, told in refused.faults.items()
            }
            raise forms.FormRefused(faults) from None
        change = PolicyChange(
            profile=form["profile"],
            major_version_for=form["major_version_for"],
            signer_role=form["signers"],
            breaking_change_needs=form["breaking_change_needs"],
            author_approvals="author_approvals" in form,
            direct_publishing="direct_publishing" in form,
            threads_resolved="threads_resolved" in form,
            required_approvals=1 if approvals is None else approvals,
            verification_required=is_required,
            verification_days=days,
        )
        await self._apis.update(
            *(visit.caller, place.api.team_id, place.api.id),
            ApiChange(visibility=form["visibility"], policy=change),
            tags_in(visit),
        )
        return gone_to(f"{place.path}/settings")

    async def _delete(self, visit: PageVisit) -> Answer:
        place = await place_of(self._apis, visit)
        if visit.form.get("confirmed") != place.api.name:
            said = "This is not the name of the API; nothing was done."
            raise forms.FormRefused({"confirmed": [said]})
        await self._apis.delete(
            visit.caller, place.api.team_id, place.api.id, tags_in(visit)
        )
        return gone_to("/apis")
