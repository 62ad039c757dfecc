"""Models: classes made of the views by datamodel-code-generator."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.enumeration_views import MEMBERS, OF
from scripts.codegen.lower.enumerations import NAMES
from scripts.codegen.lower.identifiers import Names, snake_case
from scripts.codegen.lower.schemas import key_of
from scripts.codegen.lower.tuples import source_of_tuple, without_circles
from scripts.codegen.lower.used import needs_of
from scripts.codegen.render import shards

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.codegen.lower.package import Package
    from scripts.codegen.lower.schemas import ViewSchema
    from scripts.codegen.render.workers import Worker

_NOTHING = '"""The contract has no schemas."""\n'
_TITLE = '"""Views of the contract\'s schemas: typed shapes of valid values."""'
_REBUILD = re.compile(r"^\w+\.model_rebuild\(\)(\n|\Z)", re.MULTILINE)
_RUNTIME = re.compile(r"^from runtime\.", re.MULTILINE)
_CONFIGURATION = re.compile(
    r"^ +model_config = ConfigDict\(\s*arbitrary_types_allowed=True,\s*\)\n\s*",
    re.MULTILINE,
)
_ENUM = re.compile(r"^from enum import ", re.MULTILINE)
_EXTRA = re.compile(
    r"^ +model_config = ConfigDict\(\s*extra='allow',\s*\)\n", re.MULTILINE
)
_TRAILING_SPACE = re.compile(r"[ \t]+$", re.MULTILINE)
_IMPORTS = (
    "from typing import Annotated, Any, Literal",
    "from typing_extensions import TypeAliasType",
    "from .runtime.contract.enumerations import NO_BOOLEAN",
    "from .runtime.contract.tuples import FROM_ARRAY",
)
_OPTIONS: dict[str, Any] = {
    "input_file_type": "openapi",
    "openapi_scopes": ["schemas"],
    "output_model_type": "pydantic_v2.BaseModel",
    "target_python_version": "3.11",
    "target_pydantic_version": "2.14",
    "use_type_alias": True,
    "use_missing_sentinel": True,
    "strict_nullable": True,
    "use_annotated": True,
    "enum_field_as_literal": "all",
    "use_schema_description": True,
    "use_field_description": True,
    "snake_case_field": True,
    "use_standard_collections": True,
    "use_union_operator": True,
    "keep_model_order": True,
    "base_class": "runtime.contract.views.View",
    "disable_timestamp": True,
    "disable_future_imports": True,
    # Formatting once, at the end, is many times faster.
    "formatters": [],
}
# Members are called as the views have it.
_OF_ENUMS: dict[str, Any] = {"enum_field_as_literal": None, "snake_case_field": False}


def render_models(package: Package, scratch: Path, worker: Worker) -> str:
    """Return the module `models` of a package.

    Raises:
        WorkerFailed: datamodel-code-generator failed.
    """
    if not package.views:
        return _NOTHING
    order = shards.in_order(package.views)
    views = dict(without_circles(package.views, order, needs_of))
    enums = {name: view for name, view in views.items() if NAMES in view}
    own = {name: view for name, view in views.items() if _is_own(view)}
    others = [circle for circle in order if circle[0] not in enums | own]
    parts = shards.shards(views, others)
    options = [_OPTIONS | {"aliases": _field_names(package)}] * len(parts)
    if enums:
        parts.insert(0, shards.Shard(frozenset(enums), enums))
        options.insert(0, _OPTIONS | _OF_ENUMS)
    made = [scratch / f"models{number}.py" for number in range(len(parts))]
    if parts:
        worker.run(
            {
                "documents": [_document(package, part.views) for part in parts],
                "options": options,
                "outputs": list(map(str, made)),
            }
        )
    codes = [_cleaned(path.read_text(encoding="utf-8")) for path in made]
    # The tool has no word for these.
    parts.append(shards.Shard(frozenset(own), own))
    aliases = map(_alias, own, own.values())
    codes.append("\n".join([*_IMPORTS, *_imported(list(own.values())), *aliases]))
    code = shards.merged(parts, codes, order)
    return f"{_TITLE}\n\n{code}"


def _is_own(view: ViewSchema) -> bool:
    return MEMBERS in view or "prefixItems" in view


def _alias(name: str, view: ViewSchema) -> str:
    """Return the definition of a tuple, or of some members of an enum."""
    if MEMBERS in view:
        owner = key_of(view[OF]["$ref"])
        literal = f"Literal[{', '.join(f'{owner}.{n}' for n in view[MEMBERS])}]"
        is_text = view["type"] == "string"
        return f"{name} = {literal if is_text else f'Annotated[{literal}, NO_BOOLEAN]'}"
    source = f"Annotated[{source_of_tuple(view)}, FROM_ARRAY]"
    alias = f"{name} = TypeAliasType({name!r}, {source})"
    text = view.get("description", "").replace("\\", "\\\\").replace('"', '\\"')
    return f'{alias}\n"""\n{text}\n"""' if text else alias


def _imported(view: Any) -> Iterator[str]:
    """Yield imports of the classes that views name by their paths."""
    if isinstance(view, dict):
        module, _, name = view.get("customTypePath", "").rpartition(".")
        if module:
            yield f"from .{module} import {name}"
        view = list(view.values())
    if isinstance(view, list):
        for each in view:
            yield from _imported(each)


def _document(package: Package, views: dict[str, Any]) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": package.title, "version": package.version or "0"},
        "paths": {},
        "components": {"schemas": views},
    }


def _cleaned(code: str) -> str:
    code = _TRAILING_SPACE.sub("", code)
    # Classes are built when they are first used; this would build them at import.
    code = _REBUILD.sub("", code)
    # The base class says so.
    code = _CONFIGURATION.sub("    ", code)
    code = _EXTRA.sub("", code)
    # Whose members come from the wire, too.
    code = _ENUM.sub("from .runtime.contract.enumerations import ", code)
    # The tool has no way to say it, and the package must stand alone.
    return _RUNTIME.sub("from .runtime.", code)


def _field_names(package: Package) -> dict[str, str]:
    """Return names for members that Python would read as others (PEP 3131)."""
    found = {}
    for title, view in package.views.items():
        members = view.get("properties", {})
        unstable = [m for m in members if not unicodedata.is_normalized("NFKC", m)]
        if unstable:
            names = Names(*map(snake_case, set(members) - set(unstable)))
            for member in unstable:
                found[f"{title}.{member}"] = names.take(snake_case(member))
    return found
