"""A request for a page, and answers to it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from generated.runtime.http.answers import Answer
from impl.security.caller import Caller
from impl.web import assets
from impl.web.browsers import Visitor
from impl.web.page_readers import PageReader
from impl.web.pages import page

_HTML: Final = (b"content-type", b"text/html; charset=utf-8")
UNKEPT: Final = (b"cache-control", b"no-store")
# Programs are told by the API that there is no such operation.
_VARY: Final = (b"vary", b"accept")


class SignInNeeded(Exception):
    """A page is for people who are logged in."""


@dataclass(frozen=True, slots=True)
class PageVisit:
    """Who wants which page.

    Attributes:
        path: of the page, with its query.
        names: what the pattern of the path names, decoded.
        query, form: the fields, of those with one name the last.
        csrf: what forms made for this browser carry.
        address: the client's.
        root: where the service is, for commands that people copy.
        cookies: what the browser sent, by name.
        holder: the program that asks, where a key opens the page.
        tell: tells operators of what a page refuses by itself.
        if_none_match: the tags of what they have already, as they are sent.
    """

    visitor: Visitor
    path: str
    names: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]
    csrf: str
    address: str
    user_agent: str | None
    root: str
    cookies: Mapping[str, str]
    tell: Callable[[Exception], None]
    holder: PageReader | None = None
    if_none_match: str | None = None

    @property
    def caller(self) -> Caller:
        """Who is logged in, or whose key it is.

        Raises:
            SignInNeeded: nobody is.
        """
        if self.holder is not None:
            return self.holder.caller
        if self.visitor.caller is None:
            raise SignInNeeded
        return self.visitor.caller

    def may(self, scope: str) -> bool:
        """Tell whether a scope is theirs; people have whatever their roles have."""
        return self.holder is None or scope in self.holder.scopes


Respond = Callable[[PageVisit], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """A page: the pattern of its path, and what shows it and takes its form.

    Attributes:
        pattern: `{name}` is one segment; a segment may have a fixed part beside it.
        most: the largest form, in bytes.
        upload: the largest with a file; 0 where there is none to be chosen.
        scope: with which an API key opens it, too; empty where none does.
    """

    pattern: str
    show: Respond | None = None
    act: Respond | None = None
    most: int = 65_536
    upload: int = 0
    scope: str = ""


def shown(
    visit: PageVisit,
    template: str,
    values: Mapping[str, object],
    *,
    status: int = 200,
    headers: Sequence[tuple[bytes, bytes]] = (),
) -> Answer:
    """Answer with a page."""
    common = {
        "person": visit.visitor.person,
        "csrf": visit.csrf,
        "path": visit.path,
        "root": visit.root,
        "call": None,
        "log_in_again": "",
        "scripts": assets.addresses(),
    }
    made = page(
        f"site/{template}", {**common, **values}, style="site", has_scripts=True
    )
    fields = [_HTML, UNKEPT, _VARY, (b"content-security-policy", made.policy.encode())]
    if visit.visitor.cookie:
        fields.append((b"set-cookie", visit.visitor.cookie.encode()))
    return Answer(status, [*fields, *headers], made.content)


def shown_with(policy: str, template: str, values: Mapping[str, object]) -> Answer:
    """Answer with a page that is not like the others, nor what it may do."""
    made = page(f"site/{template}", values, style="site")
    fields = [_HTML, UNKEPT, _VARY, (b"content-security-policy", policy.encode())]
    return Answer(200, fields, made.content)


def gone_to(location: str, *cookies: str | None) -> Answer:
    """Send a person elsewhere."""
    fields = [(b"location", location.encode("ascii")), UNKEPT]
    fields += [(b"set-cookie", each.encode()) for each in cookies if each]
    return Answer(303, fields)


def downloaded(content: bytes, media_type: str, name: str) -> Answer:
    """Answer with a file that is kept, not shown; `name` is plain ASCII."""
    fields = [
        (b"content-type", media_type.encode()),
        (b"content-disposition", f'attachment; filename="{name}"'.encode()),
        UNKEPT,
    ]
    return Answer(200, fields, content)


def with_query(path: str, **query: str) -> str:
    """Return a path with a query."""
    return f"{path}?{urlencode(query)}"
