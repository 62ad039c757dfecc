"""Models: classes made of the views by datamodel-code-generator."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.identifiers import Names, snake_case
from scripts.codegen.render import shards

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.codegen.lower.package import Package
    from scripts.codegen.render.workers import Worker

_NOTHING = '"""The contract has no schemas."""\n'
_TITLE = '"""Views of the contract\'s schemas: typed shapes of valid values."""'
_REBUILD = re.compile(r"^\w+\.model_rebuild\(\)(\n|\Z)", re.MULTILINE)
_RUNTIME = re.compile(r"^from runtime\.", re.MULTILINE)
_CONFIGURATION = re.compile(
    r"^ +model_config = ConfigDict\(\s*arbitrary_types_allowed=True,\s*\)\n\s*",
    re.MULTILINE,
)
_TRAILING_SPACE = re.compile(r"[ \t]+$", re.MULTILINE)
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


def render_models(package: Package, scratch: Path, worker: Worker) -> str:
    """Return the module `models` of a package.

    Raises:
        WorkerFailed: datamodel-code-generator failed.
    """
    if not package.views:
        return _NOTHING
    order = shards.in_order(package.views)
    parts = shards.shards(package.views, order)
    made = [scratch / f"models{number}.py" for number in range(len(parts))]
    worker.run(
        {
            "documents": [_document(package, part.views) for part in parts],
            "options": _OPTIONS | {"aliases": _field_names(package)},
            "outputs": list(map(str, made)),
        }
    )
    codes = [_cleaned(path.read_text(encoding="utf-8")) for path in made]
    code = shards.merged(parts, codes, order)
    return f"{_TITLE}\n\n{code}"


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
