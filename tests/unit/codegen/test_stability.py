"""A change of one tag's operations leaves the files of all others as they were."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.command import main, parse
from scripts.codegen.compiler import differences

ROOT = Path(__file__).resolve().parents[3]
SENDERS = Path(__file__).parent / "contracts" / "senders.yaml"
Change = Callable[[Any], object]


def shaped(member: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": {member: {"type": "string"}}}
    return {"content": {"application/json": {"schema": schema}}}


def operation(tag: str, name: str, member: str) -> dict[str, Any]:
    answer = {"200": {"description": "Done.", **shaped(f"{member}_id")}}
    event = {"requestBody": shaped(f"{member}_at"), "responses": answer}
    return {
        "tags": [tag],
        "operationId": name,
        "requestBody": shaped(member),
        "responses": answer,
        "callbacks": {"seen": {"{$url}": {"post": event}}},
    }


def contract() -> dict[str, Any]:
    lost = {"requestBody": shaped("lost"), "responses": {"204": {"description": "-"}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Two", "version": "1"},
        "paths": {
            "/cats": {"post": operation("cats", "addCat", "cat")},
            "/dogs": {"post": operation("dogs", "add_dog", "dog")},
        },
        "webhooks": {"lost": {"post": {"tags": ["dogs"], **lost}}},
        "components": {"schemas": {"Cat": {"type": "object", "properties": {}}}},
    }


def add_parameter(document: Any) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    parameter = {"name": "q", "in": "query", "schema": schema}
    document["paths"]["/cats"]["post"]["parameters"] = [parameter]


def add_header(document: Any) -> None:
    header = {"X-Mood": {"schema": {"type": "string"}}}
    document["paths"]["/cats"]["post"]["responses"]["200"]["headers"] = header


def add_response(document: Any) -> None:
    response = {"description": "Gone.", **shaped("why")}
    document["paths"]["/cats"]["post"]["responses"]["404"] = response


def add_operations(document: Any, tag: str = "cats") -> None:
    others = {
        f"/others/{name}": {"get": operation(tag, name, "other")}
        for name in ("add-dog", "AddDog")
    }
    # They come before the operation whose names they want.
    document["paths"] = {**others, **document["paths"]}


def add_schema(document: Any) -> None:
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = {"cat": {"type": "object"}, **schemas}


def add_tag(document: Any) -> None:
    add_operations(document, "Dogs")


def compiled(folder: Path, *changes: Change) -> Path:
    folder.mkdir()
    document, file, output = contract(), folder / "contract.json", folder / "made"
    for change in changes:
        change(document)
    file.write_text(json.dumps(document, indent=1), encoding="utf-8")
    assert main(parse(["--contract", str(file), "--output", str(output)])) == 0
    return output


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("stable") / "before")


PACKAGE = {"application.py", "ports/__init__.py", "senders/__init__.py"}


@pytest.mark.parametrize(
    ("change", "own", "beside"),
    [
        (add_parameter, "cats", {"models.py"}),
        (add_header, "cats", set()),
        (add_response, "cats", {"models.py"}),
        (add_operations, "cats", {"models.py"}),
        (add_schema, "cats", {"models.py", "validators.py"}),
        (add_tag, "dogs_2", {"models.py", *PACKAGE}),
    ],
)
def test_a_change_touches_its_own_tag_only(
    tmp_path: Path, before: Path, change: Change, own: str, beside: set[str]
) -> None:
    changed = {
        name
        for name in differences(before, compiled(tmp_path / "after", change))
        if not name.startswith("contract/") and Path(name).stem != own
    }
    assert changed == beside


def test_what_is_written_above_changes_three_files(tmp_path: Path) -> None:
    outputs: list[Path] = []
    for above in ("", "# A comment.\n"):
        folder = tmp_path / f"folder{len(outputs)}"
        contract, output = folder / "openapi.yaml", folder / "made"
        folder.mkdir()
        text = above + (ROOT / "openapi.yaml").read_text("utf-8")
        contract.write_text(text, encoding="utf-8")
        assert main(parse(["--contract", str(contract), "--output", str(output)])) == 0
        outputs.append(output)
    assert differences(*outputs) == [
        "contract/__init__.py",
        "contract/lines.json",
        "contract/openapi.yaml",
    ]


def test_output_depends_on_neither_hash_seed_nor_folder(tmp_path: Path) -> None:
    outputs = []
    for seed, folder in (("1", tmp_path / "a"), ("2", tmp_path / "deeper" / "b")):
        output = folder / "made"
        folder.mkdir(parents=True)
        subprocess.run(
            [
                *(sys.executable, str(ROOT / "scripts" / "generate")),
                *("--contract", str(SENDERS), "--output", str(output), "--scaffold"),
            ],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        outputs.append(folder)
    assert differences(*outputs) == []
