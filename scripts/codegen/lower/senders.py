"""Webhooks and callbacks: operations that the service does not serve, but sends."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from impl.engine.openapi.pointers import escape, split
from scripts.codegen.load.diagnostics import diagnostic
from scripts.codegen.lower.operations import UNTAGGED
from scripts.codegen.runtime.sending.expressions import ExpressionError, parse_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.diagnostics.diagnostic import Fault
    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.operations import Lowering
    from scripts.codegen.lower.package import Argument, CompiledEndpoint, Group
    from scripts.codegen.runtime.contract.operation import Parameter

_SHARED = "/components/callbacks/"


@dataclass(frozen=True)
class Sent:
    """One operation that the service sends.

    Attributes:
        target: the name of a webhook, or the address of a callback.
        method: in lower case, unless it is one of `additionalOperations`.
        item: the pointer of its path item.
        pointer: its own pointer.
        name: what to call it if it has no operationId.
        tag: the tag of the operation that it belongs to.
        key: the pointer of a callback's address; nothing for a webhook.
    """

    target: str
    method: str
    item: str
    pointer: str
    name: str
    tag: str
    key: str = ""


def senders(source: Source, lowering: Lowering) -> tuple[Group, ...]:
    """Return what the service sends, by tag."""
    found = [each for each in sent(source) if not _fault_of(each, source)]
    lowering.naming.claim(
        source.get(f"{each.pointer}/operationId") or each.name for each in found
    )
    lowering.responses.claim((each.pointer for each in found), received=True)
    return lowering.grouped([_endpoint(each, lowering) for each in found])


def expression_faults(source: Source) -> Iterator[Fault]:
    """Yield a warning for each callback whose address is not made of expressions."""
    for each in sent(source):
        wrong = _fault_of(each, source)
        if wrong:
            message = f"The callback's address {wrong}. It is left out."
            yield diagnostic(source, each.key, "CG301", message)


def _fault_of(each: Sent, source: Source) -> str:
    """Say what is wrong with an address, if anything is."""
    if each.key:
        try:
            parse_template(each.target, _path_names(source, each))
        except ExpressionError as wrong:
            return str(wrong)
    return ""


def sent(source: Source) -> Iterator[Sent]:
    """Yield every webhook and callback once, with those that they have themselves."""
    seen: set[str] = set()
    for path, method, _, pointer in source.operations():
        yield from _callbacks(source, pointer, f"{method} {path}", UNTAGGED, seen)
    for name, item in source.children("/webhooks"):
        methods = list(source.methods(item))
        for method, pointer in methods:
            called = name if len(methods) == 1 else f"{method}_{name}"
            yield Sent(name, method, item, pointer, called, UNTAGGED)
            yield from _callbacks(source, pointer, called, UNTAGGED, seen)


def _callbacks(
    source: Source, owner: str, called: str, tag: str, seen: set[str]
) -> Iterator[Sent]:
    node = source.get(owner)
    tag = (node.get("tags") or [tag])[0]
    called = node.get("operationId") or called
    for name, callback in source.children(f"{owner}/callbacks"):
        # One that operations share is named for itself, whoever comes first.
        is_shared = callback.startswith(_SHARED)
        own = split(callback)[-1] if is_shared else f"{called}_{name}"
        targets = [t for t in source.get(callback) if not t.startswith("x-")]
        for target in targets:
            key = f"{callback}/{escape(target)}"
            item = source.target(key)
            methods = list(source.methods(item))
            for method, pointer in methods:
                if key + method in seen:
                    continue
                seen.add(key + method)
                is_only = len(targets) == len(methods) == 1
                full = own if is_only else f"{own}_{method}"
                yield Sent(target, method, item, pointer, full, tag, key)
                yield from _callbacks(source, pointer, full, tag, seen)


def _path_names(source: Source, each: Sent) -> set[str]:
    places = (f"{each.item}/parameters", f"{each.pointer}/parameters")
    nodes = (
        source.get(target) for place in places for _, target in source.children(place)
    )
    return {node["name"] for node in nodes if node["in"] == "path"}


def _endpoint(each: Sent, lowering: Lowering) -> CompiledEndpoint:
    endpoint = lowering.endpoint(
        each.target,
        each.method,
        each.item,
        each.pointer,
        name=each.name,
        tag=each.tag,
        reserved=("self", "to", "body"),
        received=True,
    )
    parameters = {p.argument: p for p in endpoint.operation.parameters}
    arguments = tuple(
        _optional(argument, parameters.get(argument.name))
        for argument in endpoint.arguments
    )
    address = lowering.naming.method(f"{endpoint.function}_url") if each.key else ""
    return replace(
        endpoint,
        arguments=arguments,
        body_types=tuple((name, _sent(kind)) for name, kind in endpoint.body_types),
        address=address,
    )


def _sent(annotation: str) -> str:
    """Return the type of what is sent for that of what is received."""
    return re.sub(r"\bUpload\b", "RawBody", annotation)


def _optional(argument: Argument, parameter: Parameter | None) -> Argument:
    """Let the caller leave out what may be absent on the wire."""
    kind = _sent(argument.annotation)
    is_nullable = kind.endswith("| None")
    if parameter.required if parameter else not is_nullable:
        return replace(argument, annotation=kind)
    return replace(
        argument, annotation=kind if is_nullable else f"{kind} | None", default="None"
    )
