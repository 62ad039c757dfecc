"""Forms are taken: something is done, or the page is shown once more."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from generated.runtime.http.answers import Answer
from impl.errors import (
    Barred,
    CredentialsRefused,
    DomainError,
    NotFound,
    RateLimited,
)
from impl.security import ids
from impl.web import forms
from impl.web.forms import FormRefused
from impl.web.statuses import status_of
from impl.web.visits import PageVisit, Respond, shown, with_query


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a form that was sent, if anything is.

    Attributes:
        tried: the name of the form, of several in one page.
        takes_log_in: whether it is only done soon after a log-in.
    """

    faults: forms.Faults
    status: int = 200
    tried: str = ""
    headers: Sequence[tuple[bytes, bytes]] = ()
    takes_log_in: bool = False

    def shown(
        self, visit: PageVisit, template: str, values: Mapping[str, object]
    ) -> Answer:
        """Answer with a page, and with what is wrong in it."""
        told = {"form": visit.form, **values, "faults": self.faults}
        if self.takes_log_in:
            told["log_in_again"] = with_query("/sign-in", again="", next=_back(visit))
        return shown(
            visit,
            template,
            {**told, "tried": self.tried},
            status=self.status,
            headers=self.headers,
        )


NONE: Final = Trouble({})
Again = Callable[[PageVisit, Trouble], Awaitable[Answer]]


def taking(act: Respond, again: Again, tried: str = "") -> Respond:
    """Return what does something, and shows the page once more if that fails."""

    async def taken(visit: PageVisit) -> Answer:
        _ = visit.caller
        try:
            return await act(visit)
        except (FormRefused, DomainError) as wrong:
            return await again(visit, trouble_of(wrong, visit, tried))

    return taken


def showing(again: Again) -> Respond:
    """Return what shows a page with nothing wrong in it."""

    async def shown_fresh(visit: PageVisit) -> Answer:
        return await again(visit, NONE)

    return shown_fresh


def trouble_of(
    wrong: FormRefused | DomainError, visit: PageVisit, tried: str = ""
) -> Trouble:
    """Return what is wrong, where in the form, and the status to tell that by.

    Operators are told, as they are of what the API refuses.
    """
    visit.tell(wrong)
    faults = forms.faults_of(wrong)
    headers: Sequence[tuple[bytes, bytes]] = ()
    if isinstance(wrong, CredentialsRefused) and "current_password" in visit.form:
        faults = {"current_password": [wrong.detail]}
    if isinstance(wrong, RateLimited):
        headers = ((b"retry-after", b"%d" % wrong.retry_after),)
    is_stale = isinstance(wrong, Barred) and wrong.code == "fresh_login_required"
    return Trouble(faults, status_of(wrong), tried, headers, is_stale)


def _back(visit: PageVisit) -> str:
    """Return the page with the form; those of an account have none of their own."""
    return "/account" if visit.path.startswith("/account/") else visit.path


def id_in(visit: PageVisit, prefix: str, noun: str, name: str = "id") -> UUID:
    """Read the id in a field of a form.

    Raises:
        NotFound: it is none.
    """
    try:
        return ids.decode(prefix, visit.form.get(name, ""))
    except ValueError:
        raise NotFound(noun) from None


def tags_in(visit: PageVisit) -> frozenset[str]:
    """Return the state that somebody saw when the form was made."""
    return frozenset({visit.form.get("tag", "")})
