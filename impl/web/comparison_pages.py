"""Two documents side by side: whom the change breaks, and what shows it."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from generated.runtime.http.answers import Answer
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.errors import DomainError, NotFound
from impl.handlers.comparison_wire import failure_in_words
from impl.security import ids
from impl.services.apis import Apis
from impl.services.certificates import (
    Certificates,
    CertificateSubmission,
    Verification,
)
from impl.services.comparison_questions import ChosenProfile
from impl.services.comparisons import Comparisons
from impl.services.discussions import Discussions
from impl.services.text_differences import TextDifferences
from impl.services.versions import Versions
from impl.web import forms
from impl.web.api_pages import ApiPlace, place_of
from impl.web.forms import FormRefused
from impl.web.statuses import status_of
from impl.web.taking import NONE, Trouble, showing, taking
from impl.web.visits import PageVisit, Route, downloaded, gone_to, shown
from impl.web.witnesses import by_profile, shown_change

_VERSIONS: Final = 100
_CHANGES: Final = 100
_VERDICTS: Final = ("breaking", "undecided", "risky", "compatible")
# A document that is pasted; what is larger goes by command.
_DOCUMENT: Final = 3_000_000
_UPLOAD: Final = 16_000_000


@dataclass(frozen=True, slots=True)
class ComparisonServices:
    """What the pages ask."""

    apis: Apis
    versions: Versions
    comparisons: Comparisons
    discussions: Discussions
    certificates: Certificates
    differences: TextDifferences


class ComparisonPages:
    """Asks for comparisons, and shows them."""

    def __init__(self, services: ComparisonServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        return (
            Route(
                *("/a/{team}/{api}/compare", self._form, self._ask),
                *(_DOCUMENT, _UPLOAD),
            ),
            Route(
                "/a/{team}/{api}/comparisons/{id}",
                showing(self._show),
                taking(self._verify, self._show),
            ),
            Route("/a/{team}/{api}/comparisons/{id}/certificate", self._certificate),
            Route("/a/{team}/{api}/comparisons/{id}/changelog", self._changelog),
            Route("/a/{team}/{api}/comparisons/{id}/lines", self._lines),
            Route("/a/{team}/{api}/comparisons/{id}/difference", self._difference),
        )

    async def _form(self, visit: PageVisit) -> Answer:
        place = await place_of(self._services.apis, visit)
        profile = place.api.policy.profile
        chosen = {"profile": profile, **visit.query}
        return await self._asking(visit, place, chosen)

    async def _ask(self, visit: PageVisit) -> Answer:
        place = await place_of(self._services.apis, visit)
        form, comparisons = visit.form, self._services.comparisons
        api = (place.api.team_id, place.api.id)
        document = form.get("document", "").strip()
        try:
            profile = _profile(form)
            if document:
                content = f"{document}\n".encode("utf-8", "surrogatepass")

                async def read() -> bytes:
                    return content

                asked = await comparisons.of_document(
                    *(visit.caller, api, _reference(form, "base"), read),
                    *(media_type_of(document), profile),
                )
            else:
                references = _reference(form, "base"), _reference(form, "revision")
                asked = await comparisons.of_versions(
                    visit.caller, api, references, profile
                )
        except (FormRefused, DomainError) as wrong:
            faults = forms.faults_of(wrong)
            return await self._asking(visit, place, form, faults, status_of(wrong))
        name = ids.encode(ids.COMPARISON, asked.comparison.id)
        return gone_to(f"{place.path}/comparisons/{name}")

    async def _asking(
        self,
        visit: PageVisit,
        place: ApiPlace,
        chosen: Mapping[str, str],
        faults: forms.Faults | None = None,
        status: int = 200,
    ) -> Answer:
        api = (place.api.team_id, place.api.id)
        page = await self._services.versions.list_of_api(
            visit.caller, *api, _VERSIONS, None
        )
        values = {
            "versions": page.items,
            "profiles": PROFILES.values(),
            "form": chosen,
            "faults": faults or {},
        }
        return shown(visit, "compare", {**place.values(), **values}, status=status)

    async def _certificate(self, visit: PageVisit) -> Answer:
        _, at = await self._at(visit)
        _, content = await self._services.comparisons.certificate(visit.caller, at)
        return downloaded(content, "application/json", f"{visit.names['id']}.json")

    async def _changelog(self, visit: PageVisit) -> Answer:
        _, at = await self._at(visit)
        _, content = await self._services.comparisons.changelog(visit.caller, at)
        return downloaded(content, "text/markdown", f"{visit.names['id']}.md")

    async def _difference(self, visit: PageVisit) -> Answer:
        values = await self._text(visit)
        return shown(visit, "comparison_difference", values)

    async def _lines(self, visit: PageVisit) -> Answer:
        """Answer with the lines alone, which a page takes in."""
        return shown(visit, "lines", await self._text(visit))

    async def _text(self, visit: PageVisit) -> dict[str, object]:
        place, at = await self._at(visit)
        comparison = await self._services.comparisons.get(visit.caller, at)
        base, revision = comparison.base_version, comparison.revision_version
        if revision is None:
            # Of what was pasted only the digest is kept.
            raise NotFound("text")
        difference = await self._services.differences.of_versions(
            visit.caller, at[:2], base, revision
        )
        here = f"{place.path}/comparisons/{visit.names['id']}"
        return {
            **place.values(),
            "comparison": comparison,
            "difference": difference,
            "here": here,
            "anchor": "r",
            "remark": None,
            "said": {},
        }

    async def _at(self, visit: PageVisit) -> tuple[ApiPlace, tuple[UUID, UUID, UUID]]:
        place = await place_of(self._services.apis, visit)
        comparison_id = comparison_id_of(visit.names["id"])
        return place, (place.api.team_id, place.api.id, comparison_id)

    async def _verify(self, visit: PageVisit) -> Answer:
        _, at = await self._at(visit)
        _, content = await self._services.comparisons.certificate(visit.caller, at)
        # In a thread: it may be large.
        certificate = await asyncio.to_thread(json.loads, content)
        claimed = CertificateSubmission(certificate, base=None, revision=None)
        found = await self._services.certificates.verify(visit.caller, claimed)
        return await self._show(visit, NONE, found)

    async def _show(
        self, visit: PageVisit, trouble: Trouble, proof: Verification | None = None
    ) -> Answer:
        place, at = await self._at(visit)
        comparisons = self._services.comparisons
        comparison = await comparisons.get(visit.caller, at)
        verdict = visit.query.get("verdict")
        verdict = verdict if verdict in _VERDICTS else None
        changes, is_cut = [], False
        if comparison.state == "finished":
            found, is_cut = await self._services.discussions.gravest_changes(
                visit.caller, at, verdict, _CHANGES
            )
            changes = [*map(shown_change, found)]
        values = {
            "comparison": comparison,
            "id": visit.names["id"],
            "verdicts": [(each, getattr(comparison, each) or 0) for each in _VERDICTS],
            "only": verdict,
            "changes": changes,
            "is_cut": is_cut,
            "by_profile": [] if is_cut or verdict else by_profile(changes),
            "profile": PROFILES.get(comparison.profile),
            "failure": failure_in_words(comparison.failure),
            "proof": proof,
        }
        return trouble.shown(visit, "comparison", {**place.values(), **values})


def comparison_id_of(text: str) -> UUID:
    """Read the id of a comparison.

    Raises:
        NotFound: it is none.
    """
    try:
        return ids.decode(ids.COMPARISON, text)
    except ValueError:
        raise NotFound("comparison") from None


def media_type_of(document: str) -> str:
    """Return what a document that was pasted is written in."""
    return "application/json" if document.startswith("{") else "application/yaml"


def _profile(form: Mapping[str, str]) -> ChosenProfile:
    value = form.get("profile") or None
    if value:
        forms.check_field("profile", "ProfileName", value)
    return ChosenProfile(value)


def _reference(form: Mapping[str, str], name: str) -> str:
    value = form.get(name, "")
    forms.check_field(name, "VersionReference", value)
    return value
