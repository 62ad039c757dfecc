"""A change that is to be agreed on: what there is to know, and to do, in one page."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from generated.runtime.http.answers import Answer
from impl.consent_records import NewAnswer
from impl.errors import DomainError, NotFound
from impl.proposal_records import NewReview, ProposalFields
from impl.security import ids
from impl.services.proposals import Place
from impl.services.revision_submissions import RevisionSubmission
from impl.services.signatures import NewSignature
from impl.thread_records import WantedThread
from impl.web import forms
from impl.web.api_pages import ApiPlace, place_of
from impl.web.comparison_pages import media_type_of
from impl.web.forms import FormRefused
from impl.web.proposal_values import ProposalServices, values_of
from impl.web.statuses import status_of
from impl.web.taking import id_in
from impl.web.visits import PageVisit, Route, gone_to, shown

# Of a document that is pasted, and of one that is a file.
_SIZES: Final = (3_000_000, 16_000_000)
_Act = Callable[[PageVisit, Place], Awaitable[str]]


class ProposalPages:
    """Shows proposals, and takes what people do there."""

    def __init__(self, services: ProposalServices) -> None:
        self._services = services

    def routes(self) -> Sequence[Route]:
        """Return the pages."""
        at = "/a/{team}/{api}/proposals/{number}"
        acts: Mapping[str, _Act] = {
            "reviews": self._review,
            "signature": self._sign,
            "withdrawal": self._withdraw,
            "threads": self._begin,
            "comments": self._comment,
            "resolution": self._resolve,
            "answers": self._answer,
            "revisions": self._revise,
        }
        return (
            Route("/a/{team}/{api}/propose", self._form, self._propose, *_SIZES),
            Route(at, self._show),
            *(
                Route(f"{at}/{name}", None, self._taking(name, act), *_SIZES)
                for name, act in acts.items()
            ),
        )

    async def _form(self, visit: PageVisit) -> Answer:
        return _proposing(visit, await place_of(self._services.apis, visit))

    async def _propose(self, visit: PageVisit) -> Answer:
        place = await place_of(self._services.apis, visit)
        api = (place.api.team_id, place.api.id)
        try:
            value = forms.given(visit.form, ("title",), ("description",))
            forms.check("ProposalCreation", value)
            new = ProposalFields(
                title=visit.form["title"],
                description=visit.form.get("description") or None,
            )
            view = await self._services.proposals.create(visit.caller, api, new, None)
        except (FormRefused, DomainError) as wrong:
            faults = forms.faults_of(wrong)
            return _proposing(visit, place, faults, status_of(wrong))
        number = view.proposal.number
        at = f"{place.path}/proposals/{number}"
        if not visit.form.get("document", "").strip():
            return gone_to(at)
        try:
            await self._revise(visit, (*api, number))
        except (FormRefused, DomainError) as wrong:
            # It is a draft by now: what was typed goes on there.
            return await self._page(visit, place, (*api, number), wrong)
        return gone_to(at)

    async def _show(self, visit: PageVisit) -> Answer:
        place, at = await self._at(visit)
        return await self._page(visit, place, at)

    def _taking(self, name: str, act: _Act) -> Callable[[PageVisit], Awaitable[Answer]]:
        """Return what does something, and shows the page once more if that fails."""

        async def taking(visit: PageVisit) -> Answer:
            place, at = await self._at(visit)
            try:
                fragment = await act(visit, at)
            except (FormRefused, DomainError) as wrong:
                return await self._page(visit, place, at, wrong, name)
            return gone_to(f"{place.path}/proposals/{at[2]}#{fragment}")

        return taking

    async def _at(self, visit: PageVisit) -> tuple[ApiPlace, Place]:
        place = await place_of(self._services.apis, visit)
        return place, proposal_at(visit, place)

    async def _page(
        self,
        visit: PageVisit,
        place: ApiPlace,
        at: Place,
        wrong: FormRefused | DomainError | None = None,
        tried: str = "revisions",
    ) -> Answer:
        values = {
            **place.values(),
            **await values_of(self._services, visit, at),
            "here": f"{place.path}/proposals/{at[2]}",
            "is_news": False,
            "faults": forms.faults_of(wrong) if wrong else {},
            "tried": tried if wrong else "",
        }
        status = status_of(wrong) if wrong else 200
        return shown(visit, "proposal", values, status=status)

    async def _review(self, visit: PageVisit, at: Place) -> str:
        value: dict[str, object] = {
            "revision": revision_in(visit.form),
            **forms.given(visit.form, ("verdict",), ("body",)),
        }
        forms.check("ReviewCreation", value)
        body = visit.form.get("body") or None
        new = NewReview(
            revision=revision_in(visit.form), verdict=visit.form["verdict"], body=body
        )
        await self._services.board.create(visit.caller, at, new, None)
        return "reviews"

    async def _sign(self, visit: PageVisit, at: Place) -> str:
        version = visit.form.get("version") or None
        if version:
            forms.check_field("version", "SemanticVersion", version)
        new = NewSignature(revision_in(visit.form), version)
        await self._services.signatures.sign(visit.caller, at, new, None)
        return "main"

    async def _withdraw(self, visit: PageVisit, at: Place) -> str:
        seen = frozenset({visit.form.get("tag", "")})
        await self._services.proposals.withdraw(visit.caller, at, seen)
        return "main"

    async def _begin(self, visit: PageVisit, at: Place) -> str:
        side, pointer = visit.form.get("side") or None, visit.form.get("pointer", "")
        value: dict[str, object] = {
            "revision": revision_in(visit.form),
            "body": visit.form.get("body", ""),
        }
        if side:
            value["anchor"] = {"side": side, "pointer": pointer}
        forms.check("ThreadCreation", value)
        wanted = WantedThread(side, pointer if side else None, visit.form["body"])
        thread = await self._services.threads.create(
            visit.caller, at, revision_in(visit.form), wanted, None
        )
        return ids.encode(ids.THREAD, thread.id)

    async def _comment(self, visit: PageVisit, at: Place) -> str:
        thread_id, body = id_in(visit, ids.THREAD, "thread"), visit.form.get("body", "")
        forms.check("CommentCreation", {"body": body})
        await self._services.threads.comment(visit.caller, at, thread_id, body, None)
        return visit.form["id"]

    async def _resolve(self, visit: PageVisit, at: Place) -> str:
        thread_id, threads = id_in(visit, ids.THREAD, "thread"), self._services.threads
        is_open = visit.form.get("state") == "open"
        act = threads.reopen if is_open else threads.resolve
        await act(visit.caller, at, thread_id)
        return visit.form["id"]

    async def _answer(self, visit: PageVisit, at: Place) -> str:
        value: dict[str, object] = {
            "revision": revision_in(visit.form),
            **forms.given(visit.form, ("answer", "reason")),
        }
        forms.check("ConsumerStatement", value)
        consumer_id = id_in(visit, ids.CONSUMER, "consumer")
        new = NewAnswer(
            revision=revision_in(visit.form),
            answer=visit.form["answer"],
            reason=visit.form["reason"],
        )
        await self._services.consents.answer(visit.caller, at, consumer_id, new)
        return visit.form["id"]

    async def _revise(self, visit: PageVisit, at: Place) -> str:
        document = visit.form.get("document", "").strip()
        if not document:
            raise FormRefused({"document": ["is required"]})
        additions = self._services.additions
        await additions.admit(visit.caller, at)
        content = f"{document}\n".encode("utf-8", "surrogatepass")
        submission = RevisionSubmission(content, media_type_of(document), None)
        await additions.add(visit.caller, at, submission)
        return "main"


def proposal_at(visit: PageVisit, place: ApiPlace) -> Place:
    """Return which proposal the path of a page names.

    Raises:
        NotFound: it names none.
    """
    number = visit.names["number"]
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise NotFound("proposal")
    return place.api.team_id, place.api.id, int(number)


def _proposing(
    visit: PageVisit,
    place: ApiPlace,
    faults: forms.Faults | None = None,
    status: int = 200,
) -> Answer:
    values = {**place.values(), "form": visit.form, "faults": faults or {}}
    return shown(visit, "propose", values, status=status)


def revision_in(form: Mapping[str, str]) -> int:
    """Return the number of the revision that a form is about.

    Raises:
        FormRefused: there is none.
    """
    text = form.get("revision", "")
    is_good = text.isascii() and text.isdecimal() and len(text) < 10
    number = int(text) if is_good else 0
    forms.check_field("revision", "RevisionNumber", number)
    return number
