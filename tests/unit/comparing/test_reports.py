"""What each format shows, and to whom."""

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from impl.engine.comparison.kinds.catalogue import CATALOGUE
from impl.engine.comparison.verdicts.comparison import compare as compare_contracts
from scripts.comparing.formats import Printing, render
from scripts.comparing.reading import Given, read_contract
from scripts.comparing.sarif import sarif
from tests.unit.comparing.conftest import PATTERN, Compare
from tests.unit.comparing.sarif_schema import SCHEMA
from tests.unit.engine.comparison.hard.building import Content, contract_of
from tests.unit.engine.comparison.shop import GET, POST, PUT, THING, Edits, S, edited

BREAKING = {
    f"{S}/Thing/required": ["id"],
    f"{THING}/size": {"type": "integer"},
    f"{THING}/<b>&|`": {"type": "string"},
    f"{S}/Tag/pattern": PATTERN,
}
FORMATS = ("text", "json", "markdown", "sarif", "junit", "html")


def many(count: int, maximum: int) -> Content:
    none = {"204": {"description": ""}}
    schema = {"type": "integer", "maximum": maximum}
    held = [{"name": "limit", "in": "query", "schema": schema}]
    operation = {"get": {"parameters": held, "responses": none}}
    return contract_of({f"/p{number}": operation for number in range(count)})


def test_a_thousand_equal_edits(tmp_path: Path) -> None:
    def read(maximum: int) -> Given:
        file = tmp_path / f"{maximum}.json"
        file.write_text(json.dumps(many(1000, maximum)))
        return read_contract(str(file))

    base, revision = read(9), read(5)
    compared = compare_contracts(base.contract, revision.contract)
    text = render(Printing("text"), compared, base, revision)
    assert len(text.splitlines()) < 200
    # Its lines break where the names of the files, which are in them, let them.
    said = " ".join(text.split())
    assert "1,000 breaking" in said
    assert "the same in 999 more places" in said
    assert "GET /p0?limit=6" in said
    markdown = render(Printing("markdown"), compared, base, revision)
    assert len(markdown) < 65_536
    assert "**1,000 breaking.**" in markdown
    assert "GET /p0?limit=6" in markdown


@pytest.mark.parametrize("columns", [60, 100])
def test_text_fits_the_terminal(
    compare: Compare, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = compare({**BREAKING, f"{THING}/name/pattern": "^(a|b){1,9}" * 20})
    assert max(map(len, out.splitlines())) <= columns


def test_what_breaks_comes_first_and_counts_last(compare: Compare) -> None:
    _, out, _ = compare(BREAKING)
    signs = re.findall(r"(?m)^  ([✗?!✓]) ", out)
    assert signs == sorted(signs, key="✗?!✓".index)
    assert {"✗", "?", "✓"} <= set(signs)
    table = out[out.index("tolerant-reader  ") :].splitlines()
    counts = dict(re.findall(r"(?m)^([a-z-]+) +(\d+)  ", out))
    assert counts["tolerant-reader"] == str(signs.count("✗"))
    assert int(counts["strict-reader"]) > signs.count("✗")
    assert table[-1] == "breaking for tolerant-reader; raise the major version"


def test_only_some_are_shown_and_all_are_judged(compare: Compare) -> None:
    status, out, _ = compare(BREAKING, "--only", "compatible")
    assert status == 1
    assert "✗" not in out
    assert "✓" in out
    assert "are not shown" in out
    assert "1 breaking, 2 undecided" in out
    both = compare(BREAKING, "--only", "breaking", "--only", "compatible")[1]
    assert "✗" in both
    assert "✓" in both
    for form in ("markdown", "html"):
        shown = compare(BREAKING, "--only", "compatible", "--format", form)[1]
        assert "valid under the revision alone" not in shown
        assert "1 breaking" in shown


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), {"GET", "POST", "PUT"}),
        (("--operation", "GET *"), {"GET"}),
        (("--operation", "GET *", "--operation", "POST*"), {"GET", "POST"}),
        (("--exclude", "GET *"), {"POST", "PUT"}),
        (("--exclude", "x-internal"), {"GET", "PUT"}),
        (("--tag", "old"), {"PUT"}),
        (("--exclude", "old"), {"GET", "POST"}),
        (("--operation", "replace*"), {"PUT"}),
    ],
)
def test_a_part_is_looked_at(
    compare: Compare, options: tuple[str, ...], expected: set[str]
) -> None:
    common = {
        f"{POST}/x-internal": True,
        f"{GET}/x-internal": False,
        f"{PUT}/tags": ["old"],
        f"{PUT}/operationId": "replaceThing",
    }
    changed: Edits = {f"{where}/security": [{"none": []}] for where in (GET, POST, PUT)}
    Path("a.json").write_text(json.dumps(edited(common)))
    Path("b.json").write_text(json.dumps(edited({**common, **changed})))
    status, out, _ = compare(None, "a.json", "b.json", "--format", "json", *options)
    report = json.loads(out)
    found = {
        name.split()[0]
        for change in report["changes"]
        if change["kind"].startswith("security-")
        for name in change["operations"]
    }
    assert found == expected
    assert status == 1
    if options:
        _, text, _ = compare(None, "a.json", "b.json", *options)
        assert "more are not of what is looked at" in text
    # A certificate is about all that there is.
    assert report["certificate"]["verdict"] == "breaking"
    Path("report.json").write_text(out)
    assert compare(None, "a.json", "b.json", "--verify", "report.json")[0] == 0


def test_sarif_is_valid(compare: Compare) -> None:
    _, out, _ = compare(BREAKING, "--format", "sarif")
    report = json.loads(out)
    checker = Draft202012Validator.FORMAT_CHECKER
    errors = Draft202012Validator(SCHEMA, format_checker=checker).iter_errors(report)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []
    (run,) = report["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    lines = Path("new.json").read_text().split("\n")
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["endColumn"] == len(lines[region["startLine"] - 1]) + 1
        assert "[old.yaml:" in result["message"]["text"]
    shown = [held["message"]["text"] for held in run["results"]]
    assert any("is valid under the revision alone;" in text for text in shown)
    # Nobody is alarmed by what nobody notices.
    assert {result["level"] for result in run["results"]} == {"error", "warning"}


def test_sarif_has_a_valid_rule_for_every_kind() -> None:
    place = {"file": "a.yaml", "line": 1, "column": 1, "end_column": 2}
    held = [
        {
            "kind": kind,
            "verdict": "risky",
            "message": "Something changed.",
            "operations": ["GET /a"],
            "base": place,
            "revision": place,
            "fingerprint": "0" * 16,
            "witness": None,
        }
        for kind in CATALOGUE
    ]
    report = json.loads(sarif(held))
    errors = Draft202012Validator(SCHEMA).iter_errors(report)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []
    (run,) = report["runs"]
    assert len(run["tool"]["driver"]["rules"]) == len(CATALOGUE)


def test_sarif_names_paths_whatever_revision_was_read(
    compare: Compare, tmp_path: Path
) -> None:
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "a"]):
        if words[0] == "add":
            (tmp_path / "a b.json").write_text(json.dumps(edited(BREAKING)))
        author = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
        subprocess.run(["git", *author, *words], check=True)
    names = ("git:HEAD:old.yaml", "git:HEAD:a b.json")
    _, out, _ = compare(None, *names, "--format", "sarif")
    for result in json.loads(out)["runs"][0]["results"]:
        (own,), (related,) = result["locations"], result["relatedLocations"]
        place = own["physicalLocation"]["artifactLocation"]
        assert place["uri"] == "a%20b.json"
        place = related["physicalLocation"]["artifactLocation"]
        assert place["uri"] == "old.yaml"


@pytest.mark.parametrize("fail_on", ["breaking", "undecided", "risky"])
@pytest.mark.parametrize(
    "edits", [{}, {f"{S}/Tag/pattern": PATTERN}, BREAKING, {f"{THING}/note": {}}]
)
def test_junit_fails_when_the_command_does(
    compare: Compare, edits: dict[str, object], fail_on: str
) -> None:
    status, out, _ = compare(edits, "--format", "junit", "--fail-on", fail_on)
    suite = ET.fromstring(out)
    assert (status == 0) == (suite.get("failures") == "0")
    for failure in suite.iter("failure"):
        assert failure.text
        assert "new.json:" in failure.text
        if failure.get("type") == "breaking":
            assert "is valid under the" in failure.text


class Page(HTMLParser):
    """Notes what a page loads, and what it is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [held for name, held in self.tags if name == tag]


def test_html_needs_nothing_but_itself(compare: Compare) -> None:
    _, out, _ = compare(BREAKING, "--format", "html")
    page = Page(out)
    loading = {"src", "href", "srcset", "action", "data", "poster"}
    assert not any(loading & attributes.keys() for _, attributes in page.tags)
    assert not {"link", "img", "iframe", "object", "b"} & {tag for tag, _ in page.tags}
    assert "url(" not in out
    assert "@import" not in out
    (policy,) = (held for held in page.all("meta") if "http-equiv" in held)
    assert str(policy["content"]).startswith("default-src 'none'; style-src 'sha256-")
    assert page.all("html") == [{"lang": "en"}]


def test_html_can_be_filtered_and_shows_both_sides(compare: Compare) -> None:
    _, out, _ = compare(BREAKING, "--format", "html")
    page = Page(out)
    articles = page.all("article")
    levels = [str(held["data-level"]) for held in articles]
    order = ["breaking", "undecided", "risky", "compatible"]
    assert levels == sorted(levels, key=order.index)
    assert [held["value"] for held in page.all("input")] == order
    options = {held["value"] for held in page.all("option")}
    named = [json.loads(str(held["data-operations"])) for held in articles]
    assert {name for names in named for name in names} == options - {""}
    assert len(page.all("figure")) == 2 * len(articles)
    assert len(page.all("mark")) >= 2 * len(articles)
    assert "<b>&|`" in page.words
    assert all(held.get("tabindex") == "0" for held in page.all("pre"))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_bare_schemas(compare: Compare, form: str) -> None:
    base = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": {"a": {"$ref": "#/definitions/a"}, "b": {"type": "integer"}},
        "definitions": {"a": {"type": "string", "maxLength": 9}},
    }
    revision = json.loads(json.dumps(base).replace("9", "5"))
    revision["required"] = ["b"]
    for name, schema in (("old.json", base), ("new.json", revision)):
        Path(name).write_text(json.dumps(schema, indent=1))
    options = ("--schema", "--direction", "request", "--format", form)
    status, out, _ = compare(None, "old.json", "new.json", *options)
    assert status == 1
    assert "The longest length of a was narrowed: 9 became 5." in out
    assert "became required in the schema." in out
    if form == "json":
        report = json.loads(out)
        lines = Path("new.json").read_text().split("\n")
        kinds = {change["kind"]: change for change in report["changes"]}
        assert kinds.keys() == {
            "request-max-length-narrowed",
            "request-property-required",
        }
        place = kinds["request-max-length-narrowed"]["revision"]
        assert place["pointer"] == "/definitions/a/maxLength"
        assert '"maxLength": 5' in lines[place["line"] - 1]
        assert kinds["request-property-required"]["witness"]["instance"] == {}
    if form == "sarif":
        assert Draft202012Validator(SCHEMA).is_valid(json.loads(out))


def test_bare_schemas_that_name_their_parts_are_told_as_wholes(
    compare: Compare,
) -> None:
    schema = {"$defs": {"a": {"$anchor": "a", "maxLength": 9}}, "$ref": "#a"}
    Path("old.json").write_text(json.dumps(schema))
    Path("new.json").write_text(json.dumps(schema).replace("9", "5"))
    status, out, _ = compare(None, "old.json", "new.json", "--schema")
    assert status == 1
    assert "✗ Something that was valid no longer is." in out
    assert "this value is valid under the base alone;" in out


def test_explaining(compare: Compare, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = compare(None, "--explain", "response-enum-widened")
    assert status == 0
    assert "JSON Schema Validation 2020-12, 6.1.2" in out
    assert "breaking for strict-reader, as-declared, generated-clients" in out
    assert 'The list of values of response 200 body gained "b".' in out
    status, out, _ = compare(None, "--explain", "request-minimum-changed")
    assert (status, "there is no example" in out) == (0, True)
    status, out, _ = compare(None, "--explain")
    assert status == 0
    assert len(out.splitlines()) > 400
    status, _, err = compare(None, "--explain", "respons-enum-widened")
    assert status == 2
    assert "did you mean response-enum-widened" in err
    with pytest.raises(SystemExit):
        compare(None, "old.yaml")
    assert "name both BASE and REVISION, or neither" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_names_are_shown_and_not_obeyed(compare: Compare, form: str) -> None:
    name = "a\x1b[31m\u202eb"
    edits: Edits = {f"{THING}/{name}": {"type": "string"}}
    _, out, _ = compare({**edits, f"{S}/Thing/required": [name]}, "--format", form)
    assert not {"\x1b", "\u202e"} & set(out)
    assert r"\x1b" in out
