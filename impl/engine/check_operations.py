"""Paths, parameters, operation ids, links, tags and servers agree with each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from impl.engine.catalogue import quote
from impl.engine.kinds import METHODS
from impl.engine.references import escape
from impl.engine.report import Report
from impl.engine.survey import Node, Survey

_EXPRESSION = re.compile(r"\{([^{}]*)\}")
_RESPONSE_CODE = re.compile(r"[1-5](?:[0-9][0-9]|XX)|default|x-.*", re.DOTALL)


def check(survey: Survey, report: Report) -> None:
    """Note every disagreement."""
    _check_operation_ids(survey, report)
    _check_tags(survey, report)
    _check_paths(survey, report)
    for node in survey.of_kind("parameter"):
        _check_required(node, report)
    for node in survey.of_kind("path item"):
        _check_duplicates(node, survey, report)
        for _, operation in operations(node):
            _check_duplicates(operation, survey, report)
    named = (node.value.get("operationId") for node in survey.of_kind("operation"))
    ids = {name for name in named if isinstance(name, str)}
    for node in survey.of_kind("link"):
        _check_link(node, ids, survey, report)
    for node in survey.of_kind("server"):
        _check_server(node, report)
    for node in survey.of_kind("responses"):
        for code in node.value:
            if not _RESPONSE_CODE.fullmatch(code):
                what = f"{quote(code)} is not a response code."
                report.add("CS1413", f"{node.pointer}/{escape(code)}", what)


def operations(item: Node) -> Iterator[tuple[str, Node]]:
    """Give the operations of a path item, with their methods."""
    for method in METHODS:
        value = item.value.get(method)
        if isinstance(value, dict) and "$ref" not in value:
            yield method, Node("operation", value, f"{item.pointer}/{method}")
    more = item.value.get("additionalOperations")
    for method, value in more.items() if isinstance(more, dict) else ():
        if isinstance(value, dict):
            pointer = f"{item.pointer}/additionalOperations/{escape(method)}"
            yield method, Node("operation", value, pointer)


def _check_operation_ids(survey: Survey, report: Report) -> None:
    seen: dict[str, str] = {}
    for node in survey.of_kind("operation"):
        name = node.value.get("operationId")
        if not isinstance(name, str):
            continue
        if name in seen:
            what = f"The operation at {quote(seen[name])} has the id {quote(name)} too."
            report.add("CS1401", f"{node.pointer}/operationId", what)
        seen.setdefault(name, node.pointer)


def _check_tags(survey: Survey, report: Report) -> None:
    seen: set[str] = set()
    for node in survey.of_kind("tag"):
        name = node.value.get("name")
        if isinstance(name, str) and name in seen:
            what = f"The tag {quote(name)} is described twice."
            report.add("CS1410", f"{node.pointer}/name", what)
        if isinstance(name, str):
            seen.add(name)


def _check_paths(survey: Survey, report: Report) -> None:
    paths = survey.content.get("paths")
    seen: dict[str, str] = {}
    declarations: dict[str, list[_Declaration]] = {}
    for path, item in paths.items() if isinstance(paths, dict) else ():
        if path.startswith("x-"):
            continue
        pointer = f"/paths/{escape(path)}"
        names = _EXPRESSION.findall(path)
        if "" in names or set("{}") & set(_EXPRESSION.sub("", path)):
            what = f"The braces of {quote(path)} do not make template expressions."
            report.add("CS1408", pointer, what)
            continue
        for name in sorted({name for name in names if names.count(name) > 1}):
            what = f"The path names {quote(name)} more than once."
            report.add("CS1404", pointer, what)
        shape = _EXPRESSION.sub("{}", path)
        if shape in seen:
            what = f"{quote(path)} and {quote(seen[shape])} match the same requests."
            report.add("CS1405", pointer, what)
        seen.setdefault(shape, path)
        found = survey.follow(item, pointer)
        if found and isinstance(found.value, dict) and not report.full:
            if found.pointer not in declarations:
                merged = Node("path item", found.value, found.pointer)
                declarations[found.pointer] = list(_declarations(merged, survey))
            _check_templates(declarations[found.pointer], names, report)


@dataclass(frozen=True, slots=True)
class _Declaration:
    """The path parameters that one operation, or all of a path, declares."""

    method: str
    pointer: str
    parameters: dict[str, str]


def _declarations(item: Node, survey: Survey) -> Iterator[_Declaration]:
    for method, node in (("", item), *operations(item)):
        parameters = {
            name: pointer
            for (place, name), pointer in _parameters(node, survey)
            if place == "path"
        }
        yield _Declaration(method, node.pointer, parameters)


def _check_templates(
    declarations: list[_Declaration], names: list[str], report: Report
) -> None:
    wanted = dict.fromkeys(names)
    shared = declarations[0].parameters
    for declaration in declarations:
        for name, pointer in declaration.parameters.items():
            if name not in wanted:
                what = f"The path has no place for the parameter {quote(name)}."
                report.add("CS1403", pointer, what, name=quote(name))
        for name in wanted if declaration.method else ():
            if name not in shared and name not in declaration.parameters:
                method = declaration.method.upper()
                what = f"{method} does not declare the path's {quote(name)}."
                report.add("CS1402", declaration.pointer, what, name=quote(name))


def _parameters(node: Node, survey: Survey) -> Iterator[tuple[tuple[str, str], str]]:
    """Give place and name of the parameters of an operation or path item."""
    listed = node.value.get("parameters")
    for index, value in enumerate(listed if isinstance(listed, list) else ()):
        pointer = f"{node.pointer}/parameters/{index}"
        found = survey.follow(value, pointer)
        if found and isinstance(found.value, dict):
            place, name = found.value.get("in"), found.value.get("name")
            if isinstance(place, str) and isinstance(name, str):
                yield (place, name), pointer


def _check_duplicates(node: Node, survey: Survey, report: Report) -> None:
    seen: set[tuple[str, str]] = set()
    for key, pointer in _parameters(node, survey):
        if key in seen:
            what = f"There is a second parameter {quote(key[1])} in {key[0]}."
            report.add("CS1406", pointer, what)
        seen.add(key)


def _check_required(node: Node, report: Report) -> None:
    value = node.value
    if value.get("in") == "path" and value.get("required") is not True:
        what = f"The path parameter {quote(value.get('name'))} is not required."
        pointer = f"{node.pointer}/required" if "required" in value else node.pointer
        report.add("CS1407", pointer, what)


def _check_link(node: Node, ids: set[str], survey: Survey, report: Report) -> None:
    name, reference = node.value.get("operationId"), node.value.get("operationRef")
    if isinstance(name, str) and name not in ids:
        what = f"No operation has the id {quote(name)}."
        report.add("CS1409", f"{node.pointer}/operationId", what)
    if isinstance(reference, str) and not survey.is_outside(reference):
        found = survey.target(reference)
        there = survey.at(found.pointer) if found else None
        if there is None or there.kind != "operation":
            what = f"There is no operation at {quote(reference)}."
            report.add("CS1409", f"{node.pointer}/operationRef", what)


def _check_server(node: Node, report: Report) -> None:
    url, variables = node.value.get("url"), node.value.get("variables")
    known: dict[str, Any] = variables if isinstance(variables, dict) else {}
    for name in _EXPRESSION.findall(url) if isinstance(url, str) else ():
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
