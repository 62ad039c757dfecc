"""Servers describe the variables of their addresses, with defaults that may be."""

from typing import Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.path_templates import EXPRESSION
from impl.engine.openapi.pointers import escape


def check(objects: ObjectIndex, report: FaultList) -> None:
    """Note every variable that is not described, or not as it has to be."""
    for node in objects.of_kind("server"):
        _check_server(node, report)


def _check_server(node: ObjectNode, report: FaultList) -> None:
    url, variables = node.value.get("url"), node.value.get("variables")
    known: dict[str, Any] = variables if isinstance(variables, dict) else {}
    for name in EXPRESSION.findall(url) if isinstance(url, str) else ():
        if name not in known:
            what = f"The address names {quote(name)}, which is not described."
            report.add("CS1411", f"{node.pointer}/url", what)
    for name, variable in known.items():
        if not isinstance(variable, dict):
            continue
        values, default = variable.get("enum"), variable.get("default")
        if isinstance(values, list) and "default" in variable and default not in values:
            what = f"The default {quote(default)} is not one of the values."
            pointer = f"{node.pointer}/variables/{escape(name)}/default"
            report.add("CS1412", pointer, what)
