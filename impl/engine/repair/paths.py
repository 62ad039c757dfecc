"""Paths, operations and their parameters that do not quite agree."""

from collections.abc import Iterator
from typing import Any

from impl.engine.diagnostics.catalogue import quote
from impl.engine.diagnostics.report import FaultList
from impl.engine.openapi.formats import format_in
from impl.engine.openapi.index import ObjectIndex, ObjectNode
from impl.engine.openapi.path_templates import EXPRESSION, served_path
from impl.engine.openapi.pointers import escape
from impl.engine.repair.patch import Patch
from impl.engine.repair.responses import repair_responses

_BODY = "body"
_FORM = "formData"
_URLENCODED = "application/x-www-form-urlencoded"


def repair(objects: ObjectIndex, version: str, report: FaultList, patch: Patch) -> None:  # noqa: ARG001 - the signature of every pass
    """Note each disagreement, and read it as what it means."""
    _repair_operation_ids(objects, report, patch)
    _repair_paths(objects, report, patch)
    for node in objects.of_kind("path item"):
        _drop_duplicates(node, objects, report, patch)
        for _, operation in objects.operations(node):
            _drop_duplicates(operation, objects, report, patch)
    for node in objects.of_kind("responses"):
        repair_responses(node, report, patch)


def parameters(
    node: ObjectNode, objects: ObjectIndex
) -> Iterator[tuple[tuple[str, str], str, dict[str, Any]]]:
    """Give an operation's or path item's parameters: place and name, pointer, value."""
    listed = node.value.get("parameters")
    for index, value in enumerate(listed if isinstance(listed, list) else ()):
        pointer = f"{node.pointer}/parameters/{index}"
        found = objects.follow(value, pointer)
        if found and isinstance(found.value, dict):
            place, name = found.value.get("in"), found.value.get("name")
            if isinstance(place, str) and isinstance(name, str):
                yield (place, name), pointer, found.value


def _repair_operation_ids(
    objects: ObjectIndex, report: FaultList, patch: Patch
) -> None:
    seen: dict[str, ObjectNode] = {}
    # What a path refers to stands at the path too: it is one operation, not two.
    for node in sorted(objects.of_kind("operation"), key=_is_component):
        name = node.value.get("operationId")
        if not isinstance(name, str):
            continue
        if name in seen:
            if _is_component(node) and node.value == seen[name].value:
                continue
            first = quote(seen[name].pointer)
            what = (
                f"The operation at {first} has the id {quote(name)} too. "
                "This one is read as without an id."
            )
            report.add("CS1401", f"{node.pointer}/operationId", what)
            patch.remove(f"{node.pointer}/operationId")
        seen.setdefault(name, node)


def _is_component(node: ObjectNode) -> bool:
    return node.pointer.startswith("/components/pathItems/")


def _repair_paths(objects: ObjectIndex, report: FaultList, patch: Patch) -> None:
    paths = objects.content.get("paths")
    if not isinstance(paths, dict):
        return
    served: dict[tuple[str, str], str] = {}
    # What stands behind a mark comes last: no request can tell it from the path.
    for path in sorted(paths, key=lambda each: served_path(each) != each):
        item = paths[path]
        if path.startswith("x-") or not isinstance(item, dict):
            continue
        node = ObjectNode("path item", item, f"/paths/{escape(path)}")
        template = served_path(path)
        if not path.startswith("/"):
            _add_slash(path, node, paths, report, patch)
        elif template != path:
            what = f"No path of a request has the {quote(path[len(template) :])}. "
            hidden = _hidden(node, objects, template, served)
            if hidden:
                escaped = path.replace("?", "%3F").replace("#", "%23")
                what += f"{hidden} is served as {quote(escaped)} alone."
            else:
                what += f"It is served as {quote(template)}."
                _add_query(path, node, objects, patch)
            report.add("CS1415", node.pointer, what)
        _drop_hidden(path, node, objects, served, report, patch)
        _repair_path_parameters(
            node, EXPRESSION.findall(template), objects, report, patch
        )


def _add_query(path: str, item: ObjectNode, objects: ObjectIndex, patch: Patch) -> None:
    """Read the query in a path as the query parameters that it stands for."""
    query = path.partition("?")[2].partition("#")[0]
    for _, operation in objects.operations(item):
        listed = [*parameters(item, objects), *parameters(operation, objects)]
        known = {name for (place, name), _, _ in listed if place == "query"}
        for part in filter(None, query.split("&")):
            name, _, value = part.partition("=")
            if name in known:
                continue
            schema: dict[str, Any] = {"type": "string"}
            if value and not EXPRESSION.fullmatch(value):
                schema["enum"] = [value]
            parameter = {"name": name, "in": "query", "required": True}
            patch.append(
                f"{operation.pointer}/parameters", {**parameter, "schema": schema}
            )


def _add_slash(
    path: str, node: ObjectNode, paths: dict[str, Any], report: FaultList, patch: Patch
) -> None:
    meant = f"/{path}"
    if meant in paths:
        read = f"It is left out, because {quote(meant)} is there too."
        patch.remove(node.pointer)
    else:
        read = f"It is read as {quote(meant)}."
        patch.rename(node.pointer, meant)
    what = f"The path {quote(path)} does not start with a slash."
    report.add("CS1415", node.pointer, f"{what} {read}")


def _hidden(
    item: ObjectNode,
    objects: ObjectIndex,
    template: str,
    served: dict[tuple[str, str], str],
) -> str:
    """Name the methods of a path item that another one serves."""
    shape = EXPRESSION.sub("{}", template)
    methods = [method for method, _ in objects.operations(item)]
    return ", ".join(each.upper() for each in methods if (each, shape) in served)


def _drop_hidden(
    path: str,
    item: ObjectNode,
    objects: ObjectIndex,
    served: dict[tuple[str, str], str],
    report: FaultList,
    patch: Patch,
) -> None:
    """Leave out an operation whose requests all belong to one before."""
    template = served_path(path)
    shape = EXPRESSION.sub("{}", template)
    for method, operation in objects.operations(item):
        if (method, shape) in served and template == path:
            what = (
                f"{method.upper()} {quote(served[method, shape])} matches the same "
                "requests. This operation is left out."
            )
            report.add("CS1405", operation.pointer, what)
            patch.remove(operation.pointer)
        served.setdefault((method, shape), path)


def _repair_path_parameters(
    item: ObjectNode,
    names: list[str],
    objects: ObjectIndex,
    report: FaultList,
    patch: Patch,
) -> None:
    """Bring a template's expressions and the declared path parameters together."""
    shared = _declared(item, names, objects, report, patch)
    for method, operation in objects.operations(item):
        own = _declared(operation, names, objects, report, patch)
        for name in dict.fromkeys(names):
            if not name or name in shared or name in own:
                continue
            what = (
                f"{method.upper()} does not declare the path's {quote(name)}. "
                "It is read as a text."
            )
            report.add("CS1402", operation.pointer, what, name=quote(name))
            text = {"type": "string"}
            parameter = {"name": name, "in": "path", "required": True, "schema": text}
            patch.append(f"{operation.pointer}/parameters", parameter)
        _repair_old_bodies(operation, objects, report, patch)


def _declared(
    node: ObjectNode,
    names: list[str],
    objects: ObjectIndex,
    report: FaultList,
    patch: Patch,
) -> set[str]:
    """Give the path parameters of an operation or path item that its path has."""
    found = set()
    for (place, name), pointer, _ in parameters(node, objects):
        if place != "path":
            continue
        if name in names:
            found.add(name)
            continue
        what = f"The path has no place for the parameter {quote(name)}. It is ignored."
        at = f"{pointer}/name" if "name" in _value_at(objects, pointer) else pointer
        report.add("CS1403", at, what, name=quote(name))
        patch.remove(pointer)
    return found


def _value_at(objects: ObjectIndex, pointer: str) -> dict[str, Any]:
    node = objects.at(pointer)
    return node.value if node and isinstance(node.value, dict) else {}


def _repair_old_bodies(
    operation: ObjectNode, objects: ObjectIndex, report: FaultList, patch: Patch
) -> None:
    """Read the body parameters of Swagger 2.0 as the body that they describe."""
    has_body = "requestBody" in operation.value
    fields: dict[str, Any] = {}
    required: list[str] = []
    for (place, name), pointer, value in parameters(operation, objects):
        if place not in (_BODY, _FORM):
            continue
        read = "ignored beside 'requestBody'" if has_body else "read as the body"
        what = f"OpenAPI 3 has no parameters in {quote(place)}. It is {read}."
        report.add("CS1420", pointer, what)
        patch.remove(pointer)
        schema = value.get("schema", {})
        if place == _BODY and not has_body:
            has_body = True
            content = {"application/json": {"schema": schema}}
            body = {"content": content, "required": value.get("required") is True}
            patch.put(f"{operation.pointer}/requestBody", body)
        elif place == _FORM:
            fields[name] = schema or _field(value)
            required += [name] if value.get("required") is True else []
    if fields and not has_body:
        has_file = any(format_in(each).octets == "raw" for each in fields.values())
        form = "multipart/form-data" if has_file else _URLENCODED
        whole: dict[str, Any] = {"type": "object", "properties": fields}
        if required:
            whole["required"] = required
        patch.put(
            f"{operation.pointer}/requestBody",
            {"content": {form: {"schema": whole}}, "required": bool(required)},
        )


def _field(value: dict[str, Any]) -> dict[str, Any]:
    if value.get("type") == "file":
        return {"type": "string", "format": "binary"}
    kept = ("type", "format", "items", "enum", "default", "minimum", "maximum")
    return {name: value[name] for name in kept if name in value}


def _drop_duplicates(
    node: ObjectNode, objects: ObjectIndex, report: FaultList, patch: Patch
) -> None:
    seen: set[tuple[str, str]] = set()
    for key, pointer, _ in parameters(node, objects):
        if key in seen:
            what = (
                f"There is a parameter {quote(key[1])} in {key[0]} before. "
                "This one is ignored."
            )
            report.add("CS1406", pointer, what)
            patch.remove(pointer)
        seen.add(key)
