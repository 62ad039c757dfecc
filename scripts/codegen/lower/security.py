"""Lower the security of a contract: its schemes, and what each operation asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.identifiers import Names, member_name
from scripts.codegen.runtime.contract.operation import Requirement, SecurityScheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.codegen.load.source import Source


def schemes_of(source: Source) -> tuple[SecurityScheme, ...]:
    """Return the contract's security schemes, and those that it fails to declare.

    What only webhooks need is left out: receivers check it, and the service does not.
    """
    found = []
    served = _needed(source, (pointer for *_, pointer in source.operations()))
    sent = _needed(source, _webhooks(source))
    names = Names()
    for name, pointer in source.children("/components/securitySchemes"):
        if name in sent and name not in served:
            continue
        scheme = source.get(pointer)
        found.append(
            SecurityScheme(
                name,
                scheme["type"],
                scheme=scheme.get("scheme", "").lower(),
                location=scheme.get("in", "header"),
                parameter=scheme.get("name", ""),
                method=names.take(member_name(name)),
            )
        )
    known = {scheme.name for scheme in found}
    found += [
        SecurityScheme(each, "undeclared") for each in served if each not in known
    ]
    return tuple(found)


def _webhooks(source: Source) -> Iterator[str]:
    for _, item in source.children("/webhooks"):
        for _, pointer in source.methods(item):
            yield pointer


def _needed(source: Source, pointers: Iterable[str]) -> dict[str, None]:
    """Return the names of the schemes that operations ask for, in their order."""
    return dict.fromkeys(
        need.scheme
        for pointer in pointers
        for needs in security_of(source.get(pointer), source)
        for need in needs
    )


def security_of(
    node: dict[str, Any], source: Source
) -> tuple[tuple[Requirement, ...], ...]:
    """Return what an operation asks for: its own alternatives, or the contract's."""
    alternatives = node.get("security", source.get("/security", []))
    return tuple(
        tuple(
            Requirement(scheme, tuple(scopes or ()))
            for scheme, scopes in alternative.items()
        )
        for alternative in alternatives
    )
