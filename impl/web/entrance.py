"""Logging in and out, which all pages have in common, and answers that they give."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from generated import Context, models
from generated.responses import shared
from impl.errors import CredentialsRefused, RateLimited
from impl.handlers import wire
from impl.http import observing
from impl.http.callers import address_of
from impl.web import forms
from impl.web.browsers import Browsers, Visitor
from impl.web.pages import WebPage, page


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page: its path, and what its forms carry along."""

    path: str
    carried: Mapping[str, str]

    @property
    def location(self) -> str:
        """Where it is."""
        query = urlencode(self.carried)
        return f"{self.path}?{query}" if query else self.path


class Entrance:
    """Shows people a form to log in by, and takes what they type.

    Args:
        browsers: knows who is logged in.
        provider: by which they may log in, too, as they call it; "" for none.
        takes_passkeys: whether they may log in with them, which is done elsewhere: no
            script runs here.
    """

    def __init__(
        self, browsers: Browsers, provider: str, *, takes_passkeys: bool
    ) -> None:
        self.browsers = browsers
        self._provider = provider
        self._takes_passkeys = takes_passkeys

    def values(self, place: PagePlace, visitor: Visitor) -> dict[str, object]:
        """Return what all forms need."""
        return {
            "path": place.path,
            "carried": place.carried,
            "csrf": self.browsers.form_token(visitor.browser),
            "person": visitor.person,
        }

    def shown(self, place: PagePlace, visitor: Visitor, reason: str) -> shared.Page:
        """Return the form; `reason` is what logging in is for."""
        return opened(self._form(place, visitor, reason), visitor)

    async def sign_in(
        self,
        context: Context,
        place: PagePlace,
        visitor: Visitor,
        form: models.PageForm,
        reason: str,
    ) -> shared.PageLeft | shared.PageAgainTextHtml | shared.PageLaterTextHtml:
        """Log a person in, who then goes on with the page."""
        email = wire.given(form.email) or ""
        password = wire.given(form.password) or ""
        try:
            cookie = await self.browsers.sign_in(
                *(visitor, email, password, context.user_agent, address_of(context)),
                wire.given(form.code),
            )
        except CredentialsRefused as refused:
            observing.tell_error(context.scope, refused)
            again = self._form(place, visitor, reason, email, forms.said(refused))
            return shared.PageAgainTextHtml(
                body=again.content,
                content_security_policy=again.policy,
                cache_control="no-store",
            )
        except RateLimited as limited:
            observing.tell_error(context.scope, limited)
            later = self._form(place, visitor, reason, email, limited.detail)
            return postponed(later, limited)
        return left(place.location, cookie)

    async def sign_out(self, place: PagePlace, visitor: Visitor) -> shared.PageLeft:
        """Log a person out, who then may log in as somebody else."""
        return left(place.location, await self.browsers.sign_out(visitor))

    def _form(
        self,
        place: PagePlace,
        visitor: Visitor,
        reason: str,
        email: str = "",
        fault: str | None = None,
    ) -> WebPage:
        values = self.values(place, visitor)
        typed = {"reason": reason, "email": email, "fault": fault}
        other = {"provider": self._provider, "location": place.location}
        passkeys = {"takes_passkeys": self._takes_passkeys}
        return page("sign_in", {**values, **typed, **other, **passkeys})


def message(title: str, text: str, back: str | None = None) -> WebPage:
    """Return a page that says something; `back` is where it leads, if anywhere."""
    return page("message", {"title": title, "text": text, "back": back})


def opened(shown: WebPage, visitor: Visitor) -> shared.Page:
    """Answer with a page."""
    return shared.Page(
        body=shown.content,
        content_security_policy=shown.policy,
        cache_control="no-store",
        set_cookie=visitor.cookie,
    )


def left(location: str, cookie: str | None = None) -> shared.PageLeft:
    """Send a person elsewhere."""
    return shared.PageLeft(
        location=location, cache_control="no-store", set_cookie=cookie
    )


def refused(detail: str) -> shared.PageRefusedTextHtml:
    """Tell a person that this leads nowhere."""
    shown = message("This does not work", detail)
    return shared.PageRefusedTextHtml(
        body=shown.content,
        content_security_policy=shown.policy,
        cache_control="no-store",
    )


def forbidden(place: PagePlace) -> shared.PageForbiddenTextHtml:
    """Tell a person that the form was not made for their browser."""
    text = (
        "The form was made for another browser, too long ago, or your browser keeps no "
        "cookies. Nothing was done."
    )
    shown = message("Please try again", text, back=place.location)
    return shared.PageForbiddenTextHtml(
        body=shown.content,
        content_security_policy=shown.policy,
        cache_control="no-store",
    )


def postponed(shown: WebPage, limited: RateLimited) -> shared.PageLaterTextHtml:
    """Answer with a page that says to wait."""
    return shared.PageLaterTextHtml(
        body=shown.content,
        content_security_policy=shown.policy,
        cache_control="no-store",
        retry_after=limited.retry_after,
    )


def later(limited: RateLimited) -> shared.PageLaterTextHtml:
    """Tell a person to wait."""
    return postponed(message("Please wait a moment", limited.detail), limited)
