"""Who may call an operation: alternatives of credentials, each with its scopes.

A credential is named by what a client sends, not by what a contract calls its scheme,
so that renaming a scheme changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from impl.engine.comparison.contract.lookup import Lookup
    from impl.engine.comparison.contract.operation import DeclaredOperation

# The credentials that one alternative asks for, and the scopes of each.
CredentialScopes = dict[str, list[str]]


def alternatives(operation: DeclaredOperation) -> list[CredentialScopes]:
    """List the alternatives; an empty one for anonymous callers."""
    _, held = operation.security
    if not held:
        return [{}]
    return [
        {
            credential(operation.surface, name): sorted(set(scopes))
            for name, scopes in alternative.items()
        }
        for alternative in held
    ]


def credential(surface: Lookup, name: str) -> str:
    """Name what a client has to send for a security scheme."""
    pointer = f"/components/securitySchemes/{escape(name)}"
    scheme = surface.map(surface.target(pointer))
    kind = scheme.get("type")
    if kind == "apiKey":
        label = str(scheme.get("name"))
        # Names of headers have no case.
        label = label.lower() if scheme.get("in") == "header" else label
        return f"apiKey {scheme.get('in')} {label}"
    if kind == "http":
        return f"http {str(scheme.get('scheme')).lower()}"
    if kind == "mutualTLS":
        return "mutualTLS"
    if kind == "openIdConnect" and "openIdConnectUrl" in scheme:
        return f"openIdConnect {scheme['openIdConnectUrl']}"
    return f"{kind or 'unknown'} {surface.scheme_names.get(name, name)}"


def align(base: Lookup, revision: Lookup) -> None:
    """Have the revision call its OAuth 2.0 schemes as the base does.

    A scheme that is defined word for word alike is the same under any name.
    """
    before, after = _oauth(base), _oauth(revision)
    for name, scheme in after.items():
        if name not in before:
            known = (old for old in before if before[old] == scheme)
            revision.scheme_names[name] = next(known, name)


def _oauth(surface: Lookup) -> dict[str, Any]:
    found = {}
    for name, pointer in surface.entries("/components/securitySchemes"):
        scheme = surface.map(pointer)
        if scheme.get("type") == "oauth2":
            found[name] = scheme.get("flows")
    return found


def admits(held: list[CredentialScopes], given: CredentialScopes) -> bool:
    """Tell whether credentials satisfy one of the alternatives."""
    return any(
        all(
            name in given and set(scopes) <= set(given[name])
            for name, scopes in alternative.items()
        )
        for alternative in held
    )


def satisfied(operation: DeclaredOperation, given: CredentialScopes) -> bool:
    """Tell whether credentials suffice for an operation."""
    return admits(alternatives(operation), given)


def refused(
    before: DeclaredOperation, after: DeclaredOperation
) -> CredentialScopes | None:
    """Find credentials that were sufficient and no longer are."""
    held = alternatives(after)
    return next((c for c in alternatives(before) if not admits(held, c)), None)
