"""Lower the security of a contract: its schemes, and what each operation asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.identifiers import Names, member_name
from scripts.codegen.runtime.contract.operation import Requirement, SecurityScheme

if TYPE_CHECKING:
    from scripts.codegen.load.source import Source


def schemes_of(source: Source) -> tuple[SecurityScheme, ...]:
    """Return the contract's security schemes, and those that it fails to declare."""
    found = []
    names = Names()
    for name, pointer in source.children("/components/securitySchemes"):
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
    needed = dict.fromkeys(
        need.scheme
        for _, _, _, pointer in source.operations()
        for needs in security_of(source.get(pointer), source)
        for need in needs
    )
    found += [
        SecurityScheme(each, "undeclared") for each in needed if each not in known
    ]
    return tuple(found)


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
