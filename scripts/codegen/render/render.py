"""Render a package with the two build-time tools, each in its own environment."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.methods import METHODS
from scripts.codegen.lower.format_types import TYPE_NAMES, plain
from scripts.codegen.lower.package import source_of
from scripts.codegen.render.models import render_models
from scripts.codegen.render.workers import WorkerFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.package import (
        CompiledEndpoint,
        Group,
        Package,
        SealedClass,
    )
    from scripts.codegen.render.workers import Worker, Workers

Files = dict[str, str]

_TEMPLATES = Path(__file__).parent / "templates"
_RUNTIME = Path(__file__).parents[1] / "runtime"
_ROOT = _RUNTIME.parents[2]
# What the runtime's modules of this room pass on is the text of the engine's.
_PASSED_ON, _ENGINE = "vocabulary", _ROOT / "impl" / "engine" / "openapi"
_SCAFFOLD = "scaffold/"
# Undefined names, in code and in what a module exports, and code that is no Python.
_BROKEN = re.compile(r": (?:F82[123] |invalid-syntax)")
_MARKER = re.compile(r"^# ==> (\S+)$", re.MULTILINE)
_METHODS = frozenset(map(str.upper, METHODS))
_CREDENTIALS = {"basic": "tuple[str, str]"}
_MEDIA_TYPES = {"json": "application/json", "yaml": "application/yaml"}


class ToolError(Exception):
    """A build-time tool failed; the message holds what it said."""


def render(
    package: Package, source: Source, output: Path, scratch: Path, workers: Workers
) -> None:
    """Write the files of `package` to the empty folder `output`.

    A skeleton of an implementation comes to stand beside it: see `scaffold_of`.

    Raises:
        ToolError: a tool failed, or left out a name that its code needs.
    """

    def models() -> Files:
        with _told("datamodel-code-generator"):
            text = render_models(package, scratch, workers.models)
        return _written({"models.py": text}, output)

    def others() -> Files:
        name, worker = output.name, workers.routers
        return _written(_render_files(package, source, name, scratch, worker), output)

    with ThreadPoolExecutor(2) as pool:
        parts = [pool.submit(models), pool.submit(others)]
        _copy_contract(package, source, output)
        _copy_runtime(package, output)
    _check_types(*(part.result() for part in parts))


def _written(files: Files, output: Path) -> Files:
    """Write files and tidy them, without waiting for those of the other tool."""
    paths = []
    for name, text in files.items():
        is_scaffold = name.startswith(_SCAFFOLD)
        folder = scaffold_of(output) if is_scaffold else output
        paths.append(folder / name.removeprefix(_SCAFFOLD))
        _write(paths[-1], text)
    _tidy(output, paths)
    return files


def scaffold_of(output: Path) -> Path:
    """Return the folder of the implementation that belongs to a package."""
    return output.with_name(f"{output.name}_impl")


def _render_files(
    package: Package, source: Source, name: str, scratch: Path, worker: Worker
) -> Files:
    output = scratch / "files"
    task = {
        "contract": _skeleton(package),
        "templates": str(_TEMPLATES),
        "package": _variables(package, source, name),
        "output": str(output),
    }
    with _told("fastapi-code-generator"):
        worker.run(task)
    files: Files = {}
    for rendered in sorted(output.glob("*.py")):
        parts = _MARKER.split(rendered.read_text(encoding="utf-8"))
        files |= {
            name: f"{text.strip()}\n"
            for name, text in zip(parts[1::2], parts[2::2], strict=True)
        }
    return files


def _seen_as(endpoint: CompiledEndpoint) -> tuple[str, str]:
    """Return the method and path that the tool is shown; it knows but eight methods."""
    method, path = endpoint.operation.method, endpoint.operation.path
    return (method, path) if method in _METHODS else ("POST", f"{path}#{method}")


def _skeleton(package: Package) -> dict[str, Any]:
    """Return a contract with the same operations and nothing else to parse."""
    paths: dict[str, Any] = {}
    for group in package.groups:
        for endpoint in group.endpoints:
            operation = {
                "operationId": endpoint.function,
                "tags": [group.module],
                "responses": {"204": {"description": "-"}},
            }
            method, path = _seen_as(endpoint)
            paths.setdefault(path, {})[method.lower()] = operation
    return {
        "openapi": "3.0.3",
        "info": {"title": "operations", "version": "1"},
        "paths": paths,
    }


def _variables(package: Package, source: Source, name: str) -> dict[str, Any]:
    schemes = [
        {
            "name": scheme.name,
            "function": scheme.method,
            "credentials": _CREDENTIALS.get(scheme.scheme, "str"),
        }
        for scheme in package.schemes
        if scheme.type != "undeclared"
    ]
    return {
        "package": {
            "name": name,
            "title": package.title,
            "version": package.version,
            "contract": package.contract,
        },
        "groups": list(map(_group, package.groups)),
        "shared": _shared(package.groups),
        "senders": list(map(_group, package.senders)),
        "shared_answers": _shared(package.senders),
        "routes": [
            _seen_as(endpoint)
            for group in package.groups
            for endpoint in group.endpoints
        ],
        "schemes": schemes,
        "schemes_source": source_of(package.schemes),
        "schema_keys": package.schema_keys,
        "defaults": package.defaults,
        "wire_types": ", ".join(TYPE_NAMES),
        "document_name": document_name(source),
        "document_media_type": _MEDIA_TYPES[source.format],
        "document_digest": f"sha256:{hashlib.sha256(source.document).hexdigest()}",
    }


def _group(group: Group) -> dict[str, Any]:
    endpoints = [
        {
            **asdict(endpoint),
            "arguments": [
                {**asdict(each), "plain": plain(each.annotation)}
                for each in endpoint.arguments
            ],
            "facts": endpoint.facts,
            "summary": endpoint.summary,
            "results": list(map(_sealed, endpoint.results)),
        }
        for endpoint in group.endpoints
    ]
    shared = list(map(_sealed, group.shared))
    return {**asdict(group), "endpoints": endpoints, "shared": shared}


def _shared(groups: tuple[Group, ...]) -> list[dict[str, Any]]:
    found = {each.name: each for group in groups for each in group.shared}
    return [_sealed(found[name]) for name in sorted(found)]


def _sealed(result: SealedClass) -> dict[str, Any]:
    return {
        **asdict(result),
        "is_range": result.is_range,
        "may_lack_body": result.may_lack_body,
        "unchecked_schema": result.unchecked_schema,
    }


def document_name(source: Source) -> str:
    """Return the file name under which the package keeps the contract."""
    return f"openapi.{source.format}"


def _copy_contract(package: Package, source: Source, output: Path) -> None:
    folder = output / "contract"
    folder.mkdir(exist_ok=True)
    (folder / document_name(source)).write_bytes(source.document)
    # A line for each schema shows in a difference which of them changed.
    lines = (
        f"{json.dumps(key)}: {json.dumps(schema, ensure_ascii=False)}"
        for key, schema in package.exact.items()
    )
    _write(folder / "schemas.json", "{\n" + ",\n".join(lines) + "\n}\n")
    _write(folder / "lines.json", f"{json.dumps(package.lines, indent=0)}\n")


def _copy_runtime(package: Package, output: Path) -> None:
    for path in sorted(_RUNTIME.rglob("*.py")):
        name = path.relative_to(_RUNTIME)
        if name.parts[0] != "sending" or package.senders:
            source = _ENGINE / name.name if _is_passed_on(name) else path
            # Whoever finds a line twice has to know which one to change.
            origin = source.relative_to(_ROOT).as_posix()
            text = source.read_text(encoding="utf-8")
            text = f"# A copy of Countersign's {origin}.\n{text}"
            _write(output / "runtime" / name, text)
    _write(output / "py.typed", "")


def _is_passed_on(name: Path) -> bool:
    return name.parts[0] == _PASSED_ON and name.stem != "__init__"


def _check_types(models: Files, others: Files) -> None:
    [code] = models.values()
    defined = set(re.findall(r"^(?:class )?(\w+)(?: =|\(|:)", code, re.MULTILINE))
    for name, text in others.items():
        missing = set(re.findall(r"\bmodels\.(\w+)", text)) - defined
        if missing:
            raise ToolError(f"models.py lacks {sorted(missing)}, used by {name}")


def _tidy(folder: Path, files: list[Path]) -> None:
    """Format, and mend what the linter's own defaults would fault.

    Raises:
        ToolError: the code can't be parsed, or needs a name that nothing defines.
    """
    fixes = ["--extend-select", "I,UP007", "--fix", "--exit-zero"]
    found = _ruff("check", folder, files, *fixes, "--output-format", "concise")
    if broken := [line for line in found.splitlines() if _BROKEN.search(line)]:
        raise ToolError("the code would not import:\n" + "\n".join(broken[:20]))
    _ruff("format", folder, files)


def _ruff(command: str, folder: Path, files: list[Path], *options: str) -> str:
    ruff = Path(sysconfig.get_path("scripts"), "ruff")
    general = ["--isolated", "--target-version", "py311", "--no-cache", "--quiet"]
    result = subprocess.run(
        [str(ruff), command, *general, *options, *map(str, files)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise ToolError(f"ruff failed:\n{result.stderr[-3000:]}")
    return result.stdout


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.stem.isascii():
        text = f"# ruff: noqa: N999 -- named by the contract\n{text}"
    path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _told(tool: str) -> Iterator[None]:
    """Say which tool it was that failed."""
    try:
        yield
    except WorkerFailed as error:
        raise ToolError(f"{tool} failed:\n{error}") from error
