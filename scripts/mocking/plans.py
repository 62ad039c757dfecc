"""Plans of mocks: made by the compiler's own lowering, kept under their digest."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from impl.engine.diagnostics.diagnostic import Fault
    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.package import CompiledEndpoint

# A plan that another version of this file wrote is none.
_FORMAT = 2
_MEDIA_TYPES = {"json": "application/json", "yaml": "application/yaml"}
# Where plans are kept there is room for so many.
_MOST_KEPT = 64
_ROOT = Path(__file__).resolve().parents[2]
# Whatever changes in these rooms may change a plan.
_LOWERING = (
    *("scripts/codegen/load", "scripts/codegen/lower", "scripts/codegen/runtime"),
    *("impl/engine/files", "impl/engine/openapi", "impl/engine/repair"),
    *("impl/engine/check", "impl/engine/text", "scripts/mocking"),
    "impl/engine/mocking/recognition",
)


class UnsoundContract(Exception):
    """A contract that nothing can be mocked from; `faults` say where and why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("the contract is not valid")
        self.faults = faults


def plan_for(
    contract: Path, folder: Path | None
) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """Return the plan of a contract as JSON values, and the files that it is made of.

    Args:
        contract: its root document.
        folder: where plans are kept; None for nowhere.

    Raises:
        DocumentError: the contract can't be read.
        UnsoundContract: it is not valid.
    """
    kept = None if folder is None else folder / _name(contract)
    if kept is not None and (known := _kept(kept, contract.parent)) is not None:
        return known
    plan, names = _made(contract)
    paths = tuple(contract.parent / name for name in names)
    if kept is not None and folder is not None:
        files = {name: _digest(contract.parent / name) for name in names}
        with contextlib.suppress(OSError):
            _keep(kept, {"format": _FORMAT, "files": files, "plan": plan})
            _forget(folder)
    return plan, paths


def _made(contract: Path) -> tuple[dict[str, Any], list[str]]:
    from scripts.codegen.load.source import load_source

    source = load_source(contract)
    plan = plan_of_source(source)
    from impl.engine.mocking.recognition.recognise import recognise

    report = recognise(source.content).report()
    plan["remembered"] = sum(each.is_remembered for each in report)
    return plan, source.files


def plan_of_source(source: Source) -> dict[str, Any]:
    """Return the plan of a contract that was read, as JSON values.

    Raises:
        UnsoundContract: it is not valid, or has what can't be compiled.
    """
    from scripts.codegen.advise.unsupported import unsupported
    from scripts.codegen.compiler import lower

    faults = source.check()
    if not _errors(faults):
        faults = [*faults, *unsupported(source)]
    if errors := _errors(faults):
        raise UnsoundContract(errors)
    package = lower(source)
    document = source.document
    return {
        "title": str(package.title),
        "version": str(package.version),
        "operations": [
            _operation(endpoint, source)
            for group in package.groups
            for endpoint in group.endpoints
        ],
        "schemes": [asdict(each) for each in package.schemes],
        "schemas": package.exact,
        "content": source.content,
        "document": document.decode(),
        "media_type": _MEDIA_TYPES[source.format],
        "name": f"openapi.{source.format}",
        "digest": f"sha256:{hashlib.sha256(document).hexdigest()}",
        "lines": package.lines,
    }


def _errors(faults: list[Fault]) -> list[Fault]:
    return [fault for fault in faults if fault.severity != "warning"]


def _operation(endpoint: CompiledEndpoint, source: Source) -> dict[str, Any]:
    operation, pointer = endpoint.operation, endpoint.pointer
    places = {
        status.upper() if status != "default" else status: place
        for status, place in source.children(f"{pointer}/responses")
        if not status.startswith("x-")
    }
    asserted = {
        (each.status, each.media): each.body.schema if each.body else None
        for each in endpoint.results
    }
    replies = []
    for number, spec in enumerate(operation.responses):
        place = places[spec.status]
        contents = dict(source.children(f"{place}/content"))
        if not spec.content:
            replies.append(_reply(number, None, None, place, ""))
        for index, media in enumerate(spec.content):
            key = asserted[spec.status, media]
            there = contents[media.media_type]
            replies.append(_reply(number, index, key, place, there))
    return {"operation": asdict(operation), "pointer": pointer, "replies": replies}


def _reply(
    response: int, media: int | None, asserted: str | None, place: str, there: str
) -> dict[str, Any]:
    return {
        "response": response,
        "media": media,
        "asserted": asserted,
        "pointer": place,
        "media_pointer": there,
    }


def _kept(file: Path, folder: Path) -> tuple[dict[str, Any], tuple[Path, ...]] | None:
    """Return what a file keeps, if the plan was made from what is there now."""
    try:
        record = json.loads(file.read_bytes())
        if record["format"] != _FORMAT:
            return None
        files: Mapping[str, str] = record["files"]
        if any(_digest(folder / name) != digest for name, digest in files.items()):
            return None
        plan: dict[str, Any] = record["plan"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return plan, tuple(folder / name for name in files)


def _keep(file: Path, record: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_suffix(f".{os.getpid()}")
    made.write_text(json.dumps(record, separators=(",", ":")), encoding="utf-8")
    made.replace(file)


def _forget(folder: Path) -> None:
    plans = sorted(folder.glob("*.json"), key=lambda each: each.stat().st_mtime)
    for old in plans[:-_MOST_KEPT]:
        old.unlink(missing_ok=True)


def _name(contract: Path) -> str:
    """Return the name of a contract's plan: of where it is and of who lowers it."""
    made_by = [
        (str(path), path.stat().st_size, path.stat().st_mtime_ns)
        for room in _LOWERING
        for path in sorted((_ROOT / room).rglob("*.py"))
    ]
    words = f"{contract.resolve()}\n{made_by}"
    return f"{hashlib.sha256(words.encode()).hexdigest()[:32]}.json"


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
