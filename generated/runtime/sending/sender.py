# A copy of Countersign's scripts/codegen/runtime/sending/sender.py.
"""Sends messages: checked, addressed, handed to a transport, the answer read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from ..contract.gate import Gate
from ..contract.operation import Operation
from ..responses.sealed import Sealed
from .expressions import UrlTemplate, parse_template
from .outcomes import NoTarget, RefusedTarget, UndeclaredAnswer
from .parameter_encoder import Encoder
from .payloads import Payloads
from .replies import HttpResponse, Replies
from .triggers import Trigger, address

R = TypeVar("R", bound=Sealed)
Allows = Callable[[str], bool]

_SCHEMES = frozenset({"http", "https"})
_UNSAFE = frozenset(' "<>\\{}')


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A finished request.

    `operation` tells what the contract demands besides: its `security` names the
    schemes of which the transport has to satisfy one alternative.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    operation: Operation


class Transport(Protocol):
    """Carries a request to its receiver: any coroutine function of this form.

    The generated package opens no connections. With httpx2 (or httpx):

        client = httpx2.AsyncClient(timeout=10, follow_redirects=False)

        async def transport(request: HttpRequest) -> HttpResponse:
            response = await client.request(
                request.method,
                request.url,
                headers=[*request.headers, ("X-Signature", sign(request.body))],
                content=request.body,
            )
            fields = response.headers.multi_items()
            return HttpResponse(response.status_code, fields, response.content)

    Addresses come from receivers, which may be hostile: a transport has to connect to
    public addresses only, checked after the name was resolved, and follow no redirects
    (server-side request forgery). It also limits time and the size of answers, adds
    credentials and signatures, and raises what it likes when there is no answer.
    """

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the receiver's answer."""
        ...


class Sending(Generic[R]):
    """How the messages of one webhook or callback are made, and their answers read.

    Everything is compiled with the first message.

    Args:
        gate: validates what leaves and what comes back.
        operation: as compiled from the contract; its path is the name of a webhook, or
            the address of a callback.
        results: the sealed classes of its declared answers.
        body_types: the type of the body, by declared media type.
        parameter_types: the types of parameters that are more than JSON has.
        is_callback: is the address made from a trigger?
    """

    def __init__(
        self,
        gate: Gate,
        operation: Operation,
        *,
        results: Sequence[type[R]],
        body_types: Mapping[str, object],
        parameter_types: Mapping[str, object] | None = None,
        is_callback: bool = False,
    ) -> None:
        self.operation = operation
        self._gate = gate
        self._results = results
        self._body_types = body_types
        self._parameter_types = parameter_types or {}
        self._is_callback = is_callback

    @cached_property
    def _template(self) -> UrlTemplate:
        names = [p.name for p in self.operation.parameters if p.location == "path"]
        return parse_template(self.operation.path, names)

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self.operation, self._gate, self._parameter_types)

    @cached_property
    def _payloads(self) -> Payloads | None:
        declared = self.operation.body
        if declared is None:
            return None
        return Payloads(declared, self._gate, self._body_types)

    @cached_property
    def _replies(self) -> Replies[R]:
        return Replies(self.operation, self._results, self._gate)

    def url(self, to: Trigger | str) -> str:
        """Return the address for a trigger, such as to keep it for later messages.

        Raises:
            NoTarget: it can't be told from the trigger.
        """
        if isinstance(to, str):
            return to
        if not self._is_callback:
            raise NoTarget(f"{self.operation.operation_id} is no callback")
        return address(self._template, to)

    def request(
        self, to: Trigger | str, arguments: Mapping[str, object], body: object
    ) -> HttpRequest:
        """Return a message as a request.

        Raises:
            InvalidEvent: it is not what the contract describes.
            NoTarget: there is no absolute http or https URL to send it to.
        """
        parameters = self._encoder.encode(arguments)
        url = self.url(to)
        for name, text in parameters.path.items():
            if f"{{{name}}}" not in url:
                raise NoTarget(f"the address has no place for {{{name}}}")
            url = url.replace(f"{{{name}}}", text)
        fields = list(parameters.fields)
        if accept := self._accept:
            fields.append(("Accept", accept))
        payload = self._payloads.encode(body) if self._payloads else None
        content = b""
        if payload is not None:
            media_type, content = payload
            fields.append(("Content-Type", media_type))
        return HttpRequest(
            self.operation.method,
            _absolute(url, parameters.query_text),
            tuple(fields),
            content,
            self.operation,
        )

    def read(self, answer: HttpResponse) -> R | UndeclaredAnswer:
        """Return a receiver's answer as what is declared for it."""
        return self._replies.read(answer)

    @cached_property
    def _accept(self) -> str:
        content = (each.content for each in self.operation.responses)
        names = dict.fromkeys(media.media_type for each in content for media in each)
        return ", ".join(names)


class Sender:
    """Base of the generated senders.

    Args:
        transport: carries requests to their receivers.
        allows: is told each address; what it says no to is not sent. It sees names,
            not what they resolve to, so it can't do the work of the transport.
    """

    def __init__(self, transport: Transport, *, allows: Allows | None = None) -> None:
        self._transport = transport
        self._allows = allows

    async def _send(
        self,
        sending: Sending[R],
        to: Trigger | str,
        arguments: Mapping[str, object],
        body: object = None,
    ) -> R | UndeclaredAnswer:
        request = sending.request(to, arguments, body)
        if self._allows is not None and not self._allows(request.url):
            raise RefusedTarget("the address is not one of those that are allowed")
        return sending.read(await self._transport(request))


def _absolute(url: str, query: str) -> str:
    """Return an address with more of a query, and without its fragment."""
    clean = url.isascii() and url.isprintable() and not _UNSAFE & set(url)
    try:
        parts = urlsplit(url if clean else "")
        usable = parts.scheme in _SCHEMES and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise NoTarget("the address is no absolute http or https URL")
    base = url.partition("#")[0]
    if "@" in base.split("/")[2]:
        raise NoTarget("an address may not have credentials: they are the transport's")
    if not query:
        return base
    return f"{base}{'&' if '?' in base else '?'}{query}"
