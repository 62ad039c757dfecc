"""What is asked for and is not there is said: it would pass whatever changes."""

import json
from pathlib import Path

import pytest

from tests.unit.comparing.conftest import Compare
from tests.unit.engine.comparison.shop import PUT, edited


@pytest.fixture
def compare_two(compare: Compare) -> Compare:
    marked = {f"{PUT}/tags": ["old"], f"{PUT}/operationId": "replaceThing"}
    for name in ("a.json", "b.json"):
        Path(name).write_text(json.dumps(edited(marked)))

    def run(_: None, *options: str) -> tuple[int, str, str]:
        return compare(None, "a.json", "b.json", *options)

    return run


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--operation", "replaceThings"), "perhaps 'replaceThing' is meant"),
        (("--operation", "PUT *", "--operation", "zzz"), "nothing would be judged"),
        (("--tag", "olds"), "perhaps 'old' is meant"),
    ],
)
def test_an_unknown_operation_or_tag_is_an_error(
    compare_two: Compare, options: tuple[str, ...], told: str
) -> None:
    status, out, said = compare_two(None, *options)
    assert (status, out) == (2, "")
    assert options[-1] in said
    assert told in said


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_what_leaves_nothing_out_is_said(compare_two: Compare, form: str) -> None:
    options = ("--exclude", "x-inner", "--exclude", "old", "--format", form)
    status, out, said = compare_two(None, *options)
    assert status == 0
    assert "--exclude 'x-inner' leaves nothing out" in out + said
    assert "'old'" not in out + said


def test_what_is_known_is_said_nothing_of(compare_two: Compare) -> None:
    options = ("--tag", "old", "--operation", "PUT *", "--exclude", "GET *")
    status, out, said = compare_two(None, *options)
    assert status == 0
    assert "leaves nothing out" not in out + said
