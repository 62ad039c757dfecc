"""Path templates, links, tags and servers agree with each other."""

from typing import Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.path_templates import EXPRESSION
from impl.engine.openapi.pointers import escape


def check(objects: ObjectIndex, report: FaultList) -> None:
    """Note every disagreement."""
    _check_tags(objects, report)
    _check_templates(objects, report)
    named = (node.value.get("operationId") for node in objects.of_kind("operation"))
    ids = {name for name in named if isinstance(name, str)}
    for node in objects.of_kind("link"):
        _check_link(node, ids, objects, report)
    for node in objects.of_kind("server"):
        _check_server(node, report)


def _check_tags(objects: ObjectIndex, report: FaultList) -> None:
    seen: set[str] = set()
    for node in objects.of_kind("tag"):
        name = node.value.get("name")
        if isinstance(name, str) and name in seen:
            what = f"The tag {quote(name)} is described twice. The last one counts."
            report.add("CS1410", f"{node.pointer}/name", what)
        if isinstance(name, str):
            seen.add(name)


def _check_templates(objects: ObjectIndex, report: FaultList) -> None:
    paths = objects.content.get("paths")
    seen: dict[str, str] = {}
    for path in paths if isinstance(paths, dict) else ():
        if path.startswith("x-"):
            continue
        pointer = f"/paths/{escape(path)}"
        names = EXPRESSION.findall(path)
        if "" in names or set("{}") & set(EXPRESSION.sub("", path)):
            what = f"The braces of {quote(path)} do not make template expressions."
            report.add("CS1408", pointer, what)
            continue
        for name in sorted({name for name in names if names.count(name) > 1}):
            what = f"The path names {quote(name)} more than once. The last one counts."
            report.add("CS1404", pointer, what)
        shape = EXPRESSION.sub("{}", path)
        if shape in seen:
            what = f"{quote(path)} and {quote(seen[shape])} are the same path."
            report.add("CS1422", pointer, what)
        seen.setdefault(shape, path)


def _check_link(
    node: ObjectNode, ids: set[str], objects: ObjectIndex, report: FaultList
) -> None:
    name, reference = node.value.get("operationId"), node.value.get("operationRef")
    if isinstance(name, str) and name not in ids:
        what = f"No operation has the id {quote(name)}."
        report.add("CS1409", f"{node.pointer}/operationId", what)
    if isinstance(reference, str) and not objects.is_outside(reference):
        found = objects.target(reference)
        there = objects.at(found.pointer) if found else None
        if there is None or there.kind != "operation":
            what = f"There is no operation at {quote(reference)}."
            report.add("CS1409", f"{node.pointer}/operationRef", what)


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
