"""Lower the operations of a contract to tables, port methods and sealed classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from impl.engine.openapi.methods import sent_as
from impl.engine.openapi.parameters import is_exploded, is_reserved, style_in
from impl.engine.openapi.path_templates import EXPRESSION
from impl.engine.openapi.pointers import escape
from scripts.codegen.lower.bodies import Bodies
from scripts.codegen.lower.contents import MediaContents
from scripts.codegen.lower.directions import DirectedSchemas
from scripts.codegen.lower.format_types import has_formats
from scripts.codegen.lower.held import is_held
from scripts.codegen.lower.identifiers import Names, pascal_case, snake_case
from scripts.codegen.lower.naming import Naming
from scripts.codegen.lower.package import Argument, CompiledEndpoint, Group
from scripts.codegen.lower.rate_limits import rate_limit_of
from scripts.codegen.lower.responses import Responses
from scripts.codegen.lower.schemas import default_of
from scripts.codegen.lower.security import security_of
from scripts.codegen.lower.view_schemas import annotate
from scripts.codegen.runtime.contract.gate import Gate
from scripts.codegen.runtime.contract.operation import (
    Operation,
    Parameter,
    Style,
)
from scripts.codegen.runtime.syntax.exact_numbers import with_integers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.schemas import ExactSchemas
    from scripts.codegen.lower.views import Views

UNTAGGED = "default"


# A name with the Python type that belongs to it.
_Types = tuple[tuple[str, str], ...]


class Lowering:
    """Turns each operation of a source into a `CompiledEndpoint`."""

    def __init__(self, source: Source, schemas: ExactSchemas, views: Views) -> None:
        self._source = source
        self._schemas = schemas
        self._views = views
        self.naming = Naming()
        self._directions = DirectedSchemas(schemas)
        contents = MediaContents(source, schemas, views, self._directions)
        self._bodies = Bodies(source, schemas, views, contents, self._directions)
        self.responses = Responses(
            *(source, schemas, views, contents, self._directions), self.naming.classes
        )

    def groups(self) -> tuple[Group, ...]:
        """Return the operations by their first tag, in the contract's order of tags."""
        places = list(self._source.operations())
        ids = [self._source.get(f"{place[3]}/operationId", "") for place in places]
        self.naming.claim(filter(None, ids))
        self.responses.claim(place[3] for place in places)
        return self.grouped([self.endpoint(*place) for place in places])

    def grouped(self, endpoints: Iterable[CompiledEndpoint]) -> tuple[Group, ...]:
        """Return endpoints by tag, in the contract's order of tags."""
        described = {
            tag["name"]: tag.get("description", "")
            for tag in self._source.get("/tags", [])
        }
        members: dict[str, list[CompiledEndpoint]] = {tag: [] for tag in described}
        for endpoint in endpoints:
            members.setdefault(endpoint.operation.tag, []).append(endpoint)
        homes = self.naming.homes([tag for tag, each in members.items() if each])
        return tuple(
            Group(tag, *home, described.get(tag, ""), tuple(members[tag]))
            for tag, home in homes.items()
        )

    def endpoint(
        self,
        path: str,
        method: str,
        item: str,
        pointer: str,
        *,
        name: str = "",
        tag: str = UNTAGGED,
        reserved: Iterable[str] = ("self", "context", "body"),
        received: bool = False,
    ) -> CompiledEndpoint:
        """Return one operation, lowered.

        `name` and `tag` are for operations that have none of their own; arguments can't
        be called as in `reserved`. `received` is for operations that others answer.
        """
        node = self._source.get(pointer)
        wire_id = node.get("operationId") or name or f"{method} {path}"
        function, prefix = self.naming.operation(wire_id)
        parameters, arguments, parameter_types = self._parameters(
            path, (item, pointer), prefix, Names(*reserved)
        )
        body, body_argument, body_types = self._bodies.lower(pointer, prefix)
        responses, results = self.responses.lower(pointer, prefix, received=received)
        operation = Operation(
            operation_id=wire_id,
            method=sent_as(method),
            path=path,
            tag=(node.get("tags") or [tag])[0],
            source=self._source.cite(pointer),
            parameters=parameters,
            body=body,
            responses=responses,
            security=security_of(node, self._source),
            rate_limit=None if received else rate_limit_of(node, self._source, wire_id),
            deprecated=node.get("deprecated", False),
            summary=node.get("summary", ""),
        )
        return CompiledEndpoint(
            operation,
            pointer,
            function,
            constant=function.upper(),
            result=f"{prefix}Result",
            description=node.get("description", ""),
            cited=self._source.cite(pointer),
            arguments=(*arguments, *body_argument),
            results=results,
            body_types=body_types,
            parameter_types=parameter_types,
        )

    def _parameters(
        self, path: str, places: tuple[str, str], prefix: str, names: Names
    ) -> tuple[tuple[Parameter, ...], tuple[Argument, ...], _Types]:
        found: dict[tuple[str, str], str] = {}
        for place in places:
            for _, target in self._source.children(f"{place}/parameters"):
                node = self._source.get(target)
                ignored = is_reserved(node["in"], node["name"])
                if not ignored and _has_place(node, path):
                    # Case is nothing to header fields (RFC 9110, §5.1).
                    is_field = node["in"] == "header"
                    name = node["name"].lower() if is_field else node["name"]
                    found[node["in"], name] = target
        parameters, arguments, types = [], [], []
        for target in found.values():
            parameter = self._parameter(target, names)
            hint = prefix + pascal_case(parameter.name)
            view = self._views.of_key(parameter.schema, hint)
            annotation = annotate(view)
            is_whole = "models." in annotation and not self._views.is_plain(view)
            if is_whole or has_formats(view, self._views.components):
                types.append((parameter.argument, annotation))
            if not parameter.required and parameter.default is None:
                annotation = f"{annotation} | None"
            text = self._source.get(target).get("description", "")
            parameters.append(parameter)
            arguments.append(Argument(parameter.argument, annotation, "", text))
        return tuple(parameters), tuple(arguments), tuple(types)

    def _default(self, key: str) -> object:
        """Return the default of a parameter, if it is one of its values.

        Nobody is handed what the contract forbids: a warning tells of it.
        """
        _, default = default_of(key, self._schemas.exact)
        exact = self._schemas.exact
        if default is None:
            return None
        if self._views.text_only:
            is_value = Gate(lambda: exact).is_valid(key, default)
        else:
            is_value = is_held(key, default, exact)
        return with_integers(default) if is_value else None

    def _parameter(self, pointer: str, names: Names) -> Parameter:
        node = self._source.get(pointer)
        location = node["in"]
        content = next(iter(node.get("content", {})), None)
        where = f"content/{escape(content)}/schema" if content else "schema"
        style = cast("Style", style_in(node, location))
        required = bool(node.get("required")) or location == "path"
        key = self._directions.key(self._schemas.add(f"{pointer}/{where}"), "request")
        return Parameter(
            node["name"],
            names.take(snake_case(node["name"])),
            location,
            key,
            required=required,
            style=style,
            explode=is_exploded(node, style),
            content=content,
            allow_empty_value=node.get("allowEmptyValue", False),
            default=None if required else self._default(key),
            deprecated=node.get("deprecated", False),
        )


def _has_place(node: dict[str, Any], path: str) -> bool:
    # A path item may be shared by paths with different templates.
    return node["in"] != "path" or node["name"] in EXPRESSION.findall(path)
