"""Security requirements name schemes, and scopes, that the contract declares."""

from typing import Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex
from impl.engine.openapi.pointers import escape

_WITH_SCOPES = frozenset(("oauth2", "openIdConnect"))


def check(objects: ObjectIndex, version: str, report: FaultList) -> None:
    """Note requirements without a scheme, and scopes that a scheme cannot have."""
    schemes = _schemes(objects)
    for node in (*objects.of_kind("document"), *objects.of_kind("operation")):
        requirements = node.value.get("security")
        for index, requirement in enumerate(_items(requirements)):
            if not isinstance(requirement, dict):
                continue
            for name, scopes in requirement.items():
                pointer = f"{node.pointer}/security/{index}/{escape(name)}"
                if name not in schemes:
                    if version == "3.2" and any(sign in name for sign in "/#:"):
                        continue
                    what = (
                        f"The security scheme {quote(name)} is not declared. "
                        "No request can satisfy it."
                    )
                    report.add("CS1501", pointer, what)
                else:
                    _check_scopes(schemes[name], scopes, pointer, version, report)


def _schemes(objects: ObjectIndex) -> dict[str, Any]:
    components = objects.content.get("components")
    declared = (
        components.get("securitySchemes") if isinstance(components, dict) else None
    )
    schemes: dict[str, Any] = {}
    for name, value in declared.items() if isinstance(declared, dict) else ():
        found = objects.follow(value, "")
        schemes[name] = found.value if found else None
    return schemes


def _check_scopes(
    scheme: Any, scopes: Any, pointer: str, version: str, report: FaultList
) -> None:
    if not isinstance(scheme, dict) or not isinstance(scopes, list) or not scopes:
        return
    kind = scheme.get("type")
    if not isinstance(kind, str) or kind not in _WITH_SCOPES:
        if version == "3.0":
            what = f"A scheme of type {quote(kind)} has no scopes to ask for."
            report.add("CS1502", pointer, what)
        return
    flows = scheme.get("flows")
    if kind != "oauth2" or not isinstance(flows, dict):
        return
    declared = {
        scope
        for flow in flows.values()
        if isinstance(flow, dict) and isinstance(flow.get("scopes"), dict)
        for scope in flow["scopes"]
    }
    for index, scope in enumerate(scopes):
        if isinstance(scope, str) and scope not in declared:
            what = f"No flow of the scheme declares the scope {quote(scope)}."
            report.add("CS1503", f"{pointer}/{index}", what)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
