"""Who may call an operation: alternatives of credentials, each with its scopes.

A credential is named by what a client sends, not by what a contract calls its scheme,
so that renaming a scheme changes nothing.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import map_in
from impl.engine.openapi.pointers import escape

if TYPE_CHECKING:
    from impl.engine.comparison.contract.lookup import Lookup
    from impl.engine.comparison.contract.operation import DeclaredOperation

# The credentials that one alternative asks for, and the scopes of each.
CredentialScopes = dict[str, list[str]]
_MOST = 64


def alternatives(operation: DeclaredOperation) -> list[CredentialScopes]:
    """List the alternatives; an empty one for anonymous callers.

    Each flow of OAuth 2.0 is one of its own: not every client can go through all.
    """
    _, held = operation.security
    if not held:
        return [{}]
    return [
        dict(choice)
        for alternative in held
        for choice in islice(product(*_ways(operation.surface, alternative)), _MOST)
    ]


def _ways(
    surface: Lookup, alternative: dict[str, list[str]]
) -> list[list[tuple[str, list[str]]]]:
    """Give the ways to get each of the credentials that have to come together."""
    found = []
    for name, scopes in alternative.items():
        own, asked = credential(surface, name), sorted(set(scopes))
        by = [f"{own} by {flow}" for flow in sorted(flows(surface, name))]
        found.append([(way, asked) for way in by or [own]])
    return found


def scheme(surface: Lookup, name: str) -> dict[str, Any]:
    """Return a security scheme."""
    return surface.map(surface.target(pointer(name)))


def pointer(name: str) -> str:
    """Return the pointer of a security scheme."""
    return f"/components/securitySchemes/{escape(name)}"


def flows(surface: Lookup, name: str) -> dict[str, Any]:
    """Return the flows of an OAuth 2.0 scheme; none of any other."""
    held = scheme(surface, name)
    is_oauth = held.get("type") == "oauth2"
    found = map_in(held, "flows") if is_oauth else {}
    return {key: flow for key, flow in found.items() if isinstance(flow, dict)}


def endpoints(surface: Lookup, name: str) -> dict[str, str]:
    """Return where the tokens of an OAuth 2.0 scheme are got, by flow and purpose."""
    found = {
        f"{flow} {key}": url
        for flow, held in sorted(flows(surface, name).items())
        for key, url in sorted(held.items())
        if key.endswith("Url") and isinstance(url, str)
    }
    metadata = scheme(surface, name).get("oauth2MetadataUrl")
    if found and isinstance(metadata, str):
        found["oauth2MetadataUrl"] = metadata
    return found


def scopes(surface: Lookup, name: str) -> set[str]:
    """Name the scopes that can be asked for in an OAuth 2.0 scheme, by flow."""
    return {
        f"{flow} scope {scope}"
        for flow, held in flows(surface, name).items()
        for scope in map_in(held, "scopes")
    }


def credential(surface: Lookup, name: str) -> str:
    """Name what a client has to send for a security scheme."""
    held = scheme(surface, name)
    kind = held.get("type")
    if kind == "apiKey":
        label = str(held.get("name"))
        # Names of headers have no case.
        label = label.lower() if held.get("in") == "header" else label
        return f"apiKey {held.get('in')} {label}"
    if kind == "http":
        return f"http {str(held.get('scheme')).lower()}"
    if kind == "mutualTLS":
        return "mutualTLS"
    if kind == "openIdConnect" and "openIdConnectUrl" in held:
        return f"openIdConnect {held['openIdConnectUrl']}"
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
