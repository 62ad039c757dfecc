"""Security schemes that nobody can satisfy; everything here fails closed."""

from typing import Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.pointers import escape
from impl.engine.repair.patch import Patch

_TYPES = frozenset({"apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"})
_PLACES = frozenset({"header", "query", "cookie"})
_HTTP = frozenset({"basic", "bearer", "digest"})


def repair(objects: ObjectIndex, version: str, report: FaultList, patch: Patch) -> None:  # noqa: ARG001 - the signature of every pass
    """Note schemes that a server cannot check, and leave them undeclared."""
    for node in (*objects.of_kind("document"), *objects.of_kind("operation")):
        _repair_requirements(node, report, patch)
    for node in objects.of_kind("security scheme"):
        if isinstance(node.value.get("$ref"), str):
            continue
        kind = node.value.get("type")
        if isinstance(kind, str) and kind.lower() in _HTTP:
            what = f"There is no type {quote(kind)}. It is read as HTTP {kind.lower()}."
            report.add("CS1504", f"{node.pointer}/type", what)
            patch.put(f"{node.pointer}/type", "http")
            patch.put(f"{node.pointer}/scheme", kind.lower())
            continue
        member, lack = _lack(node.value)
        if lack:
            there = member if member in node.value else ""
            pointer = f"{node.pointer}/{escape(there)}" if there else node.pointer
            what = f"{lack} No request can satisfy the scheme."
            report.add("CS1505", pointer, what)
            patch.remove(node.pointer)


def _repair_requirements(node: ObjectNode, report: FaultList, patch: Patch) -> None:
    """Read a bare name, or one without scopes, as a requirement of that scheme."""
    listed = node.value.get("security")
    for index, needs in enumerate(listed if isinstance(listed, list) else ()):
        pointer = f"{node.pointer}/security/{index}"
        if isinstance(needs, str):
            _read_as({needs: []}, needs, pointer, report, patch)
        for name, scopes in needs.items() if isinstance(needs, dict) else ():
            if scopes is None or isinstance(scopes, str):
                meant = [scopes] if scopes else []
                _read_as(meant, scopes, f"{pointer}/{escape(name)}", report, patch)


def _read_as(
    meant: Any, given: Any, pointer: str, report: FaultList, patch: Patch
) -> None:
    what = f"{quote(given)} has the wrong type. It is read as {quote(meant)}."
    report.add("CS1211", pointer, what, expected=quote(meant))
    patch.put(pointer, meant)


def _lack(scheme: dict[str, Any]) -> tuple[str, str]:
    """Say what keeps a scheme from being checked: the member, and a sentence."""
    kind = scheme.get("type")
    if not isinstance(kind, str) or kind not in _TYPES:
        return "type", f"The scheme has the unknown type {quote(kind)}."
    if kind == "apiKey" and not isinstance(scheme.get("name"), str):
        return "name", "The scheme does not name its key."
    place = scheme.get("in")
    if kind == "apiKey" and not (isinstance(place, str) and place in _PLACES):
        return "in", "The scheme does not say where its key is."
    if kind == "http" and not isinstance(scheme.get("scheme"), str):
        return "scheme", "The scheme has no HTTP authentication scheme."
    return "", ""
