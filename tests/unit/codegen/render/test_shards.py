"""Views in shards make the same models as all at once, in an order that runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.codegen.command import main, parse
from scripts.codegen.lower.schemas import key_of, reference
from scripts.codegen.render import models, shards

CONTRACT = {
    "openapi": "3.1.0",
    "info": {"title": "Shapes", "version": "1"},
    "paths": {},
}


def view(needs: list[int], members: int) -> dict[str, Any]:
    own = {f"m{number}": {"type": "string"} for number in range(members)}
    links = {f"to{need}": {"$ref": reference(f"V{need}")} for need in needs}
    return {"type": "object", "properties": own | links}


def needed(views: dict[str, Any], name: str) -> set[str]:
    members = views[name].get("properties", {}).values()
    return {key_of(member["$ref"]) for member in members if "$ref" in member}


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Any]:
    names = list(range(draw(st.integers(1, 12))))
    needs = st.lists(st.sampled_from(names), max_size=3)
    sizes = st.sampled_from([0, 3, 400, 900])
    return {f"V{name}": view(draw(needs), draw(sizes)) for name in names}


@settings(deadline=None, max_examples=50)
@given(graphs())
def test_no_shard_needs_a_later_one(views: dict[str, Any]) -> None:
    parts = shards.shards(views, shards.in_order(views))
    done: set[str] = set()
    for part in parts:
        assert part.own
        assert not part.own & done
        done |= part.own
        assert all(part.views[name] == views[name] for name in part.own)
        wanted = {each for name in part.own for each in needed(views, name)}
        assert wanted <= done
        assert part.views.keys() == part.own | wanted
    assert done == views.keys()


@settings(deadline=None, max_examples=50)
@given(graphs())
def test_shards_weigh_about_the_same(views: dict[str, Any]) -> None:
    order = shards.in_order(views)
    parts = shards.shards(views, order)
    weights = [sum(1 + len(view["properties"]) for view in views.values())]
    assert len(parts) <= max(1, min(4, weights[0] // 500))
    largest = max(
        sum(1 + len(views[name]["properties"]) for name in each) for each in order
    )
    for part in parts:
        weight = sum(1 + len(views[name]["properties"]) for name in part.own)
        assert weight <= weights[0] / max(1, min(4, weights[0] // 500)) + largest


def test_texts_may_look_like_code() -> None:
    views: dict[str, Any] = {"A": {"type": "string"}, "B": {"type": "object"}}
    text = '"""\nclass B(View):\n\nfrom typing import B\n"""'
    alias = f'A = TypeAliasType("A", str)\n{text}\n'
    code = (
        "from typing import Any\n\n\n"
        f"{alias}"
        '\n\nclass B(View):\n    x: Any\n    """\n    A = 1\n    """\n'
    )
    order = [["B"], ["A"]]
    [part] = shards.shards(views, order)
    assert shards.merged([part], [code], order) == (
        "from typing import Any\n\n\n"
        'class B(View):\n    x: Any\n    """\n    A = 1\n    """\n\n\n'
        f"{alias}"
    )


def shaped(number: int) -> dict[str, Any]:
    """A schema that needs those around it, some of them in a circle."""
    near = {f"to{n}": reference(f"S{n}") for n in (number - 7, number + 1 - number % 5)}
    links = {name: {"$ref": ref} for name, ref in near.items() if "-" not in name}
    own = {f"m{n}": {"type": "string", "description": f"{n}."} for n in range(40)}
    return {"type": "object", "description": "A\n\nshape.", "properties": own | links}


def test_nobody_can_tell_how_many_shards_there_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schemas: dict[str, Any] = {f"S{number}": shaped(number) for number in range(60)}
    schemas["Any1"] = {"anyOf": [{"$ref": reference("S3")}, {"type": "null"}]}
    schemas["List"] = {"type": "array", "items": {"$ref": reference("Any1")}}
    contract = tmp_path / "shapes.json"
    contract.write_text(json.dumps(CONTRACT | {"components": {"schemas": schemas}}))
    seen: list[int] = []
    split = shards.shards

    def counted(*arguments: Any) -> list[shards.Shard]:
        parts = split(*arguments)
        seen.append(len(parts))
        return parts

    monkeypatch.setattr(shards, "shards", counted)
    texts = []
    for most in (1, 4):
        monkeypatch.setattr(shards, "_MOST", most)
        output = tmp_path / f"made{most}"
        options = ["--contract", str(contract), "--output", str(output)]
        assert main(parse(options)) == 0
        texts.append((output / "models.py").read_text())
    assert seen == [1, 4]
    assert texts[0] == texts[1]


def test_a_shard_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    schemas = {f"S{number}": shaped(number) for number in range(60)}
    contract = tmp_path / "shapes.json"
    contract.write_text(json.dumps(CONTRACT | {"components": {"schemas": schemas}}))
    monkeypatch.setattr(models, "_OPTIONS", {"no_such_option": True})
    options = ["--contract", str(contract), "--output", str(tmp_path / "made")]
    assert main(parse(options)) == 2
    said = capsys.readouterr().err
    assert "datamodel-code-generator failed" in said
    assert not (tmp_path / "made").exists()
