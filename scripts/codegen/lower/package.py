"""What templates render: the package as plain data, without logic left to do."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from typing import Any

from scripts.codegen.runtime.contract.operation import (
    MAYBE_NO_CONTENT,
    Media,
    Operation,
    SecurityScheme,
)


@dataclass(frozen=True)
class Argument:
    """A keyword argument of a port method, or a field of a sealed class."""

    name: str
    annotation: str
    default: str = ""
    description: str = ""


@dataclass(frozen=True)
class Body:
    """The body of a sealed class.

    Attributes:
        annotation: of the field `body`.
        view: the type that is written; of an item, if it is a stream of them.
        schema: the key of the schema that is asserted.
        content_type: "" if it is the declared one; else the default of the field
            `content_type`, or "..." if it has none.
    """

    annotation: str
    view: str
    schema: str | None
    content_type: str = ""


@dataclass(frozen=True)
class SealedClass:
    """A sealed response: one status in one media type.

    `cited` is where the contract describes it; `is_shared` if operations share it.
    """

    name: str
    status: str
    media: Media | None
    body: Body | None
    headers: tuple[Argument, ...]
    header_table: str
    description: str
    cited: str
    is_shared: bool = False

    @property
    def unchecked_schema(self) -> str | None:
        """The key of the schema of bytes that pass as they are."""
        checks = self.body is None or self.body.schema is not None
        return None if checks or self.media is None else self.media.schema

    @property
    def is_range(self) -> bool:
        """Does the implementer choose the status?"""
        return not self.status.isdigit()

    @property
    def may_lack_body(self) -> bool:
        """May the status be one of responses without content?"""
        return self.body is not None and self.status in MAYBE_NO_CONTENT


@dataclass(frozen=True)
class CompiledEndpoint:
    """An operation with everything that its port, router and responses need.

    `address` is the method that tells the address of a callback.
    """

    operation: Operation
    pointer: str
    function: str
    constant: str
    result: str
    description: str
    cited: str
    arguments: tuple[Argument, ...]
    results: tuple[SealedClass, ...]
    body_types: tuple[tuple[str, str], ...]
    parameter_types: tuple[tuple[str, str], ...]
    address: str = ""

    @property
    def facts(self) -> str:
        """The arguments of the operation, but for the responses, as Python source."""
        return _arguments(replace(self.operation, responses=()))

    @property
    def summary(self) -> str:
        """One line for a docstring."""
        return self.operation.summary


@dataclass(frozen=True)
class Group:
    """The operations of one tag."""

    tag: str
    module: str
    port: str
    description: str
    endpoints: tuple[CompiledEndpoint, ...]

    @property
    def shared(self) -> tuple[SealedClass, ...]:
        """The responses that these operations share with others, by name."""
        results = (each for endpoint in self.endpoints for each in endpoint.results)
        found = {each.name: each for each in results if each.is_shared}
        return tuple(found[name] for name in sorted(found))


@dataclass(frozen=True)
class Package:
    """A whole generated package, before it is text.

    `variants` has, for the class of each component schema, those that show it as
    requests or responses have it.
    """

    title: str
    version: str
    contract: str
    groups: tuple[Group, ...]
    schemes: tuple[SecurityScheme, ...]
    schema_keys: tuple[tuple[str, str], ...]
    views: dict[str, Any] = field(default_factory=dict)
    exact: dict[str, Any] = field(default_factory=dict)
    senders: tuple[Group, ...] = ()
    origins: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    defaults: dict[str, dict[str, str]] = field(default_factory=dict)
    variants: dict[str, set[str]] = field(default_factory=dict)


def source_of(value: object) -> str:
    """Return Python source that builds `value`, leaving defaults out."""
    if is_dataclass(value) and not isinstance(value, type):
        return f"{type(value).__name__}({_arguments(value)})"
    if isinstance(value, tuple):
        return f"({''.join(f'{source_of(item)}, ' for item in value)})"
    return repr(value)


def _arguments(value: Any) -> str:
    return ", ".join(
        f"{f.name}={source_of(getattr(value, f.name))}"
        for f in fields(value)
        if f.default is MISSING or getattr(value, f.name) != f.default
    )
