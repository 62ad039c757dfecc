"""What a usage says, once it has been read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from impl.engine.usage.members import MemberTree, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "countersign.usage/1"


@dataclass(frozen=True, slots=True)
class PartUsage:
    """What is used of a parameter or a header.

    Attributes:
        values: the values that are sent, or known by who reads; None for any.
        is_always: whether it is never left out by who sends.
    """

    values: tuple[Any, ...] | None = None
    is_always: bool = False


@dataclass(frozen=True)
class BodyUsage:
    """What is used of a body.

    Attributes:
        is_used: whether there is any use of it.
        media_types: those in which it is sent or asked for; None for all.
        members: what is used of its value.
    """

    is_used: bool = True
    media_types: tuple[str, ...] | None = None
    members: MemberTree = field(default_factory=whole)

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self.is_used and self.media_types is None and self.members.is_plain


@dataclass(frozen=True)
class RequestUsage:
    """What is used of a request: parameters by place and name; None for all."""

    parameters: Mapping[str, PartUsage] | None = None
    body: BodyUsage = field(default_factory=BodyUsage)

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self.parameters is None and self.body.is_everything


@dataclass(frozen=True)
class ResponseUsage:
    """What is used of a response: headers by name in small letters; None for all."""

    headers: Mapping[str, PartUsage] | None = None
    body: BodyUsage = field(default_factory=BodyUsage)

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self.headers is None and self.body.is_everything


@dataclass(frozen=True)
class ExchangeUsage:
    """What is used of an operation, a callback or a webhook.

    Attributes:
        request: what is sent, or read where the API calls.
        responses: what is read, or sent where the API calls, by status, range of them
            or `default`; None for all.
        callbacks: those that are answered, by name, method and expression; None for
            all.
    """

    request: RequestUsage = field(default_factory=RequestUsage)
    responses: Mapping[str, ResponseUsage] | None = None
    callbacks: Mapping[str, ExchangeUsage] | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return (
            self.request.is_everything
            and self.responses is None
            and self.callbacks is None
        )


@dataclass(frozen=True)
class ConsumerUsage:
    """What a version of a consumer uses of a contract.

    Attributes:
        consumer: its name.
        version: which of its versions; empty if it has none.
        operations: what it uses of those that it calls, by method and path; None if it
            may call all, and use all of them.
        webhooks: the same of those that it receives.
        notes: what was left out when it was derived, in sentences.
    """

    consumer: str = "consumer"
    version: str = ""
    operations: Mapping[str, ExchangeUsage] | None = None
    webhooks: Mapping[str, ExchangeUsage] | None = None
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call it: its name and version."""
        return f"{self.consumer} {self.version}".rstrip()


# Whoever declares no usage uses everything.
EVERYTHING = ConsumerUsage()
