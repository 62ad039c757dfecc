"""What a repository says of its comparisons, in `.countersign.yaml`.

`countersign.schema.json` beside this file says what it may hold, for editors too.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jsonschema_rs

from impl.engine.comparison.kinds.catalogue import CATALOGUE
from impl.engine.openapi.pointers import join
from impl.engine.text.documents import load_part
from scripts.comparing.acceptances import Acceptance
from scripts.comparing.refusals import FaultySettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.text.documents import Document

NAME: Final = ".countersign.yaml"
_SCHEMA: Final = Path(__file__).with_name("countersign.schema.json")
_ONE_OF: Final = (
    "an acceptance names a change in one way",
    "Give its fingerprint, or a kind and at, where.",
)


@dataclass(frozen=True)
class GateSettings:
    """What a file of settings says; None, or nothing, where it is silent.

    Attributes:
        file: its name, as people would write it.
        contracts: patterns of paths, each with the line that it stands in.
        base: what to compare with.
        profile: whose reading counts.
        fail_on: the mildest verdict that fails.
        excluded: operations that are left out.
        respects_version: whether changes may do what the version announces.
        acceptances: changes that may pass.
    """

    file: str
    contracts: tuple[tuple[str, int], ...] = ()
    base: str | None = None
    profile: str | None = None
    fail_on: str | None = None
    excluded: tuple[str, ...] = ()
    respects_version: bool = False
    acceptances: tuple[Acceptance, ...] = field(default=())


def read_settings(path: Path) -> GateSettings:
    """Read a file of settings, or one of nothing but acceptances.

    Raises:
        OSError: it can't be read.
        DocumentError: its text is broken.
        FaultySettings: it says what it may not say.
    """
    name = str(path)
    document = load_part(path.read_bytes(), name=name)
    faults = [*document.slips, *_faults(document)]
    if faults:
        raise FaultySettings([str(fault) for fault in faults])
    said: dict[str, Any] = document.content
    contracts = said.get("contracts", ())
    return GateSettings(
        file=name,
        contracts=tuple(
            (pattern, document.position(join("contracts", place)).line)
            for place, pattern in enumerate(contracts)
        ),
        base=said.get("base"),
        profile=said.get("profile"),
        fail_on=said.get("fail-on"),
        excluded=tuple(said.get("exclude", ())),
        respects_version=said.get("respect-version", False),
        acceptances=tuple(
            _acceptance(held, document.position(join("accept", place)).line, name)
            for place, held in enumerate(said.get("accept", ()))
        ),
    )


def _acceptance(held: dict[str, str], line: int, file: str) -> Acceptance:
    until = held.get("until")
    return Acceptance(
        place=f"{file}:{line}",
        fingerprint=held.get("fingerprint"),
        kind=held.get("kind"),
        at=held.get("at"),
        contract=held.get("contract"),
        reason=held["reason"],
        by=held["by"],
        until=dt.date.fromisoformat(until) if until else None,
    )


@cache
def _schema() -> Any:
    return json.loads(_SCHEMA.read_bytes())


def _faults(document: Document) -> Iterator[str]:
    """Say what is wrong, each thing with its place and how to mend it."""
    validator = jsonschema_rs.Draft202012Validator(_schema(), validate_formats=True)
    found = [
        fault
        for error in validator.iter_errors(document.content)
        for fault in _told(error)
    ]
    if not found:
        found = list(_unknown_kinds(document))
    for pointer, what, mend in sorted(
        found, key=lambda fault: document.position(fault[0]).line
    ):
        yield f"{document.position(pointer)}: {what}\n    {mend}"


def _told(error: jsonschema_rs.ValidationError) -> Iterator[tuple[str, str, str]]:
    """Return a pointer, what is wrong there, and how to mend it."""
    path, kind = error.instance_path, error.kind
    if isinstance(kind, jsonschema_rs.ValidationErrorKind.AdditionalProperties):
        known = _described(error)["properties"]
        for name in kind.unexpected:
            near = get_close_matches(name, known, 1)
            mend = f"Perhaps {near[0]!r} is meant" if near else "Take it out"
            what = f"{name!r} is none of the keys that are known here"
            yield join(*path, name), what, f"{mend}; known are {', '.join(known)}."
    elif isinstance(kind, jsonschema_rs.ValidationErrorKind.OneOfNotValid):
        yield join(*path), *_ONE_OF
    elif isinstance(kind, jsonschema_rs.ValidationErrorKind.Required):
        about = _described(error)["properties"].get(kind.property, {})
        what = f"{kind.property!r} is missing"
        yield join(*path), what, f"Say it: {about.get('description', '')}"
    else:
        yield join(*path), error.message, _described(error)["description"]


def _described(error: jsonschema_rs.ValidationError) -> dict[str, Any]:
    """Return the innermost schema with a description that an error is in."""
    schema = found = _schema()
    for token in list(error.schema_path)[:-1]:
        schema = schema[token]
        if isinstance(schema, dict) and isinstance(schema.get("description"), str):
            found = schema
    described: dict[str, Any] = found
    return described


def _unknown_kinds(document: Document) -> Iterator[tuple[str, str, str]]:
    for place, held in enumerate(document.content.get("accept", ())):
        kind = held.get("kind")
        if kind is not None and kind not in CATALOGUE:
            near = get_close_matches(kind, CATALOGUE, 1)
            mend = f"Perhaps {near[0]!r} is meant." if near else "See a report."
            pointer = join("accept", place, "kind")
            yield pointer, f"{kind!r} is no kind of change", mend
