"""The bench of judges reads what suites say, and how our verdicts stand to it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts._bootstrap import ROOT
from scripts.benchmarks.judges import confluent, oasdiff, openapi_diff, qubership
from scripts.benchmarks.judges.judging import SUITES, judge, render
from scripts.benchmarks.judges.pairs import SuiteError, SuitePair
from tests.unit.engine.comparison.hard.building import TEXT, WHOLE, objects, sent

GO = """
func file(name string) string {
	return fmt.Sprintf("../data/%s", name)
}

func TestOne(t *testing.T) {
	s1, err := open("../data/a.yaml")
	s2, err := open(file("b.yaml"))
	d, osm, err := diff.GetWithOperationsSourcesMap(diff.NewConfig(), s2, s1)
	require.Equal(t, checker.GraveId, errs[0].GetId())
}

func TestEdited(t *testing.T) {
	s1, err := open("../data/a.yaml")
	s2, err := open("../data/b.yaml")
	s2.Spec.Paths = nil
	d, osm, err := diff.GetWithOperationsSourcesMap(diff.NewConfig(), s1, s2)
	require.Equal(t, checker.MildId, errs[0].GetId())
}
"""
RULES = "Rule(GraveId, ERR, Check),\nRule(MildId, INFO, Check),\n"
JAVA = """
private final String BASE = "a.yaml";
@Test
public void broken() { assertOpenApiBackwardIncompatible(BASE, "b.yaml"); }
@Test
public void fine() {
  ChangedOpenApi changed = OpenApiCompare.fromLocations("b.yaml", "a.yaml");
  assertThat(changed.isCompatible()).isTrue();
}
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_dot_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def said(pairs: Any) -> list[tuple[str, bool | None]]:
    return [(pair.name, pair.breaks) for pair in pairs]


def test_what_tests_of_oasdiff_find(tmp_path: Path) -> None:
    write(tmp_path, checker__a_test_dot_go=GO, checker__rules_dot_go=RULES)
    write(tmp_path, data__a_dot_yaml="", data__b_dot_yaml="")
    assert said(oasdiff.pairs(tmp_path)) == [("b.yaml -> a.yaml", True)]


def test_what_tests_of_openapi_diff_assert(tmp_path: Path) -> None:
    write(tmp_path, core__src__test__java__ATest_dot_java=JAVA)
    write(tmp_path, core__src__test__resources__a_dot_yaml="")
    write(tmp_path, core__src__test__resources__b_dot_yaml="")
    assert said(openapi_diff.pairs(tmp_path)) == [
        ("a.yaml -> b.yaml", True),
        ("b.yaml -> a.yaml", False),
    ]


def test_schemas_are_put_into_templates(tmp_path: Path) -> None:
    root = tmp_path / "bin/comparison-base-suite"
    write(
        root,
        openapi__parts__template_dot_yaml_dot_tpl="a:\n  b:\n    __SCHEMA__\n",
    )
    case = root / "schemas/json-schema/x"
    write(
        case, before_dot_yaml="type: object\nproperties:\n  c: {}\n", after_dot_yaml=""
    )
    there, back = qubership.pairs(tmp_path)
    assert there.name == "parts/x"
    assert there.base == "a:\n  b:\n    type: object\n    properties:\n      c: {}\n"
    assert (back.base, back.breaks) == (there.revision, None)


def test_commas_at_the_end_of_lists(tmp_path: Path) -> None:
    told = '[{"description": "d", "original_schema": {"a": [1,],}, '
    told += '"update_schema": {}, "changes": [], "compatible": false}]'
    resources = tmp_path / "json-schema-provider/src/test/resources"
    write(resources, **{"diff-examples_dot_json": told})
    assert said(confluent.pairs(tmp_path)) == [("diff-examples 0: d", True)]


@pytest.mark.parametrize("suite", SUITES)
def test_another_folder(suite: str, tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="has no folder"):
        list(SUITES[suite](tmp_path))


def test_how_verdicts_stand_to_what_a_suite_says() -> None:
    one, two = (json.dumps(sent(objects({"a": held}))) for held in (TEXT, WHOLE))
    fewer = json.dumps(sent(objects()))
    pairs = [
        SuitePair("type", one, two, breaks=True),
        SuitePair("same", one, one, breaks=True),
        SuitePair("gone", one, fewer, breaks=True),
        SuitePair("no contract", one, "{}", breaks=None),
        SuitePair("nothing said", one, two, breaks=None),
        SuitePair("schemas", TEXT, {}, breaks=False, is_schema=True),
    ]
    found = list(judge("s", pairs))
    assert [each.outcome for each in found] == [
        *("right", "wrong", "policy", "unreadable", "untold", "right")
    ]
    head, _, counts, _, *told = render({"s": found}).splitlines()
    assert head == (
        "| suite | pairs | right | policy | wrong | undecided | unreadable | untold |"
    )
    assert counts == "| s | 6 | 2 | 1 | 1 | 0 | 1 | 1 |"
    assert told[0] == "s: wrong: same: compatible in place of breaking"
    assert "request-property-removed" in told[1]


def test_what_was_read_is_policy() -> None:
    schemas = objects({"foo": TEXT}, required=["foo"]), objects(required=["bar"])
    name = "diff-schema-examples 55"
    pairs = [
        SuitePair(each, *schemas, breaks=False, is_schema=True)
        for each in (f"{name}: a", f"{name}0: b")
    ]
    found = list(judge("confluent", pairs))
    assert [each.outcome for each in found] == ["policy", "wrong"]
    assert found[0].ruling in render({"confluent": found})


def test_the_command_says_what_it_cannot_use(tmp_path: Path) -> None:
    for given, reason in {
        f"oasdiff={tmp_path}": "has no folder checker",
        f"other={tmp_path}": "other is none of",
        "oasdiff=nowhere": "there is no folder 'nowhere'",
        "oasdiff": "'oasdiff' is not of the form NAME=FOLDER",
    }.items():
        command = [sys.executable, "scripts/bench", "judges", "--suite", given]
        ran = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 2
        assert reason in ran.stderr
        assert "Traceback" not in ran.stderr
