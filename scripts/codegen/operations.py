"""Lower the operations of a contract to tables, port methods and sealed classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.references import escape
from scripts.codegen.bodies import Bodies
from scripts.codegen.names import Names, member_name, pascal_case, snake_case
from scripts.codegen.naming import Naming
from scripts.codegen.package import Argument, Endpoint, Group, SealedClass, source_of
from scripts.codegen.runtime.operation import (
    Header,
    Media,
    Operation,
    Parameter,
    Requirement,
    ResponseSpec,
    SecurityScheme,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.codegen.schemas import Schemas
    from scripts.codegen.source import Source
    from scripts.codegen.views import Views

_DEFAULT_STYLE = {
    "path": "simple",
    "header": "simple",
    "query": "form",
    "cookie": "form",
}
UNTAGGED = "default"
_SCALARS = ("boolean", "integer", "number", "string")
_SEALED_MEMBERS = (
    *("self", "body", "body_type", "headers", "media_type", "schema"),
    *("status", "status_code"),
)


# A name with the Python type that belongs to it.
Types = tuple[tuple[str, str], ...]


class Lowering:
    """Turns each operation of a source into an `Endpoint`."""

    def __init__(self, source: Source, schemas: Schemas, views: Views) -> None:
        self._source = source
        self._schemas = schemas
        self._views = views
        self.naming = Naming()
        self._bodies = Bodies(source, schemas, views)

    def groups(self) -> tuple[Group, ...]:
        """Return the operations by their first tag, in the contract's order of tags."""
        places = list(self._source.operations())
        ids = [self._source.get(f"{place[3]}/operationId", "") for place in places]
        self.naming.claim(filter(None, ids))
        return self.grouped([self.endpoint(*place) for place in places])

    def grouped(self, endpoints: Iterable[Endpoint]) -> tuple[Group, ...]:
        """Return endpoints by tag, in the contract's order of tags."""
        described = {
            tag["name"]: tag.get("description", "")
            for tag in self._source.get("/tags", [])
        }
        members: dict[str, list[Endpoint]] = {tag: [] for tag in described}
        for endpoint in endpoints:
            members.setdefault(endpoint.operation.tag, []).append(endpoint)
        homes = self.naming.homes([tag for tag, each in members.items() if each])
        return tuple(
            Group(tag, *home, described.get(tag, ""), tuple(members[tag]))
            for tag, home in homes.items()
        )

    def schemes(self) -> tuple[SecurityScheme, ...]:
        """Return the contract's security schemes."""
        found = []
        names = Names()
        for name, pointer in self._source.children("/components/securitySchemes"):
            scheme = self._source.get(pointer)
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
        return tuple(found)

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
    ) -> Endpoint:
        """Return one operation, lowered.

        `name` and `tag` are for operations that have none of their own; arguments can't
        be called as in `reserved`.
        """
        node = self._source.get(pointer)
        wire_id = node.get("operationId") or name or f"{method} {path}"
        function, prefix = self.naming.operation(wire_id)
        parameters, arguments, parameter_types = self._parameters(
            item, pointer, prefix, Names(*reserved)
        )
        body, body_argument, body_types = self._bodies.lower(pointer, prefix)
        responses, results = self._responses(pointer, prefix)
        operation = Operation(
            operation_id=wire_id,
            method=method.upper(),
            path=path,
            tag=(node.get("tags") or [tag])[0],
            line=self._source.line(pointer),
            parameters=parameters,
            body=body,
            responses=responses,
            security=self._security(node),
            deprecated=node.get("deprecated", False),
            summary=node.get("summary", ""),
        )
        return Endpoint(
            operation,
            pointer,
            function,
            constant=function.upper(),
            result=f"{prefix}Result",
            description=node.get("description", ""),
            where=self._source.where(pointer),
            arguments=(*arguments, *body_argument),
            results=results,
            body_types=body_types,
            parameter_types=parameter_types,
        )

    def _parameters(
        self, item: str, pointer: str, prefix: str, names: Names
    ) -> tuple[tuple[Parameter, ...], tuple[Argument, ...], Types]:
        found: dict[tuple[str, str], str] = {}
        for place in (f"{item}/parameters", f"{pointer}/parameters"):
            for _, target in self._source.children(place):
                node = self._source.get(target)
                if not _is_ignored(node):
                    found[node["in"], node["name"]] = target
        parameters, arguments, types = [], [], []
        for target in found.values():
            parameter = self._parameter(target, names)
            hint = prefix + pascal_case(parameter.name)
            annotation = self._views.annotation(parameter.schema, hint)
            if "models." in annotation and not self._is_scalar(parameter.schema):
                types.append((parameter.argument, annotation))
            if not parameter.required and parameter.default is None:
                annotation = f"{annotation} | None"
            text = self._source.get(target).get("description", "")
            parameters.append(parameter)
            arguments.append(Argument(parameter.argument, annotation, "", text))
        return tuple(parameters), tuple(arguments), tuple(types)

    def _is_scalar(self, key: str) -> bool:
        schema = self._schemas.resolve(self._schemas.exact[key])
        return isinstance(schema, dict) and schema.get("type") in _SCALARS

    def _parameter(self, pointer: str, names: Names) -> Parameter:
        node = self._source.get(pointer)
        location = node["in"]
        content = next(iter(node.get("content", {})), None)
        where = f"content/{escape(content)}/schema" if content else "schema"
        style = node.get("style", _DEFAULT_STYLE[location])
        required = bool(node.get("required")) or location == "path"
        key = self._schemas.add(f"{pointer}/{where}")
        schema = self._schemas.resolve(self._schemas.exact[key])
        return Parameter(
            node["name"],
            names.take(snake_case(node["name"])),
            location,
            key,
            required=required,
            style=style,
            explode=node.get("explode", style in {"form", "deepObject"}),
            content=content,
            allow_empty_value=node.get("allowEmptyValue", False),
            default=None if required else _default(schema),
            deprecated=node.get("deprecated", False),
        )

    def _content(self, pointer: str) -> tuple[Media, ...]:
        return tuple(
            Media(
                name,
                self._schemas.add(f"{place}/schema")
                if "schema" in self._source.get(place)
                else None,
            )
            for name, place in self._source.children(pointer)
        )

    def _responses(
        self, pointer: str, prefix: str
    ) -> tuple[tuple[ResponseSpec, ...], tuple[SealedClass, ...]]:
        specs, classes = [], []
        for status, place in self._source.children(f"{pointer}/responses"):
            if status.startswith("x-"):
                continue
            headers, fields = self._headers(place, f"{prefix}{status}")
            content = self._content(f"{place}/content")
            specs.append(ResponseSpec(_wire_status(status), content, headers))
            for media in content or (None,):
                suffix = pascal_case(media.media_type) if len(content) > 1 else ""  # type: ignore[union-attr] # several contents are never None
                name = self.naming.classes.take(
                    f"{prefix}{_status_name(status)}{suffix}"
                )
                body = self._sealed_body(media, name)
                classes.append(
                    SealedClass(
                        name,
                        _wire_status(status),
                        media.media_type if media else None,
                        body,
                        media.schema if media else None,
                        tuple(sorted(fields, key=lambda field: bool(field.default))),
                        source_of(headers),
                        self._source.get(place).get("description", ""),
                        self._source.where(place),
                    )
                )
        return tuple(specs), tuple(classes)

    def _sealed_body(self, media: Media | None, hint: str) -> str | None:
        if media is None:
            return None
        if media.schema is None:
            return "bytes"
        return self._views.annotation(media.schema, f"{hint}Body")

    def _headers(
        self, pointer: str, prefix: str
    ) -> tuple[tuple[Header, ...], tuple[Argument, ...]]:
        names = Names(*_SEALED_MEMBERS)
        headers, arguments = [], []
        for name, place in self._source.children(f"{pointer}/headers"):
            if name.lower() == "content-type":
                continue  # OpenAPI 3.1, §4.8.17: described by `content` alone
            node = self._source.get(place)
            content = next(iter(node.get("content", {})), None)
            where = f"content/{escape(content)}/schema" if content else "schema"
            key = self._schemas.add(f"{place}/{where}")
            argument = names.take(member_name(name))
            required = node.get("required", False)
            headers.append(
                Header(name, argument, key, required, node.get("explode", False))
            )
            annotation = self._views.annotation(key, prefix + pascal_case(name))
            arguments.append(
                Argument(
                    argument,
                    annotation if required else f"{annotation} | None",
                    "" if required else "None",
                    node.get("description", ""),
                )
            )
        return tuple(headers), tuple(arguments)

    def _security(self, node: dict[str, Any]) -> tuple[tuple[Requirement, ...], ...]:
        alternatives = node.get("security", self._source.get("/security", []))
        return tuple(
            tuple(
                Requirement(scheme, tuple(scopes))
                for scheme, scopes in alternative.items()
            )
            for alternative in alternatives
        )


def _is_ignored(node: dict[str, Any]) -> bool:
    # OpenAPI 3.1, §4.8.12.1: these three are described elsewhere.
    ignored = {"accept", "content-type", "authorization"}
    return node["in"] == "header" and node["name"].lower() in ignored


def _default(schema: Any) -> object:
    return schema.get("default") if isinstance(schema, dict) else None


def _status_name(status: str) -> str:
    return "Default" if status == "default" else status.upper()


def _wire_status(status: str) -> str:
    return status if status == "default" else status.upper()
