"""Without arguments: every contract against what it was where the branch began."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace

import pytest

from impl.engine.comparison.reports.markdown import LONGEST
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.engine.comparison.verdicts.verification import verify
from scripts.comparing import judging, settings_file
from scripts.comparing.command import parse
from scripts.comparing.history import GitHistory
from scripts.comparing.reading import read_contract
from tests.unit.comparing.repository import Repository, git, repository
from tests.unit.engine.comparison.shop import CONTENT, THING, S, edited

__all__ = ["repository"]
NARROWED = {f"{THING}/name/maxLength": 9}
WIDENED = {f"{THING}/name/maxLength": 900}
COMPATIBLE = {f"{THING}/size": {"type": "integer"}}
KIND = "request-max-length-narrowed"
OPERATION = "PUT /things/{id}"
NOW = dt.datetime(2026, 3, 1, 23, 59, 59, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stands still: no day ends between a test's name and the test."""
    stands = SimpleNamespace(now=NOW.astimezone)
    monkeypatch.setattr(judging, "dt", SimpleNamespace(datetime=stands, UTC=dt.UTC))


def accepting(repository: Repository, *entries: str) -> None:
    listed = "".join(f"  - {{{entry}}}\n" for entry in entries)
    text = f"contracts: ['**/*.json']\naccept:\n{listed}"
    repository.write(".countersign.yaml", text)


def queries(*paths: str, limit: int) -> object:
    """Return a contract with operations that take a text of so many signs."""
    schema = {"type": "string", "maxLength": limit}
    get = {
        "parameters": [{"name": "q", "in": "query", "schema": schema}],
        "responses": {"200": {"description": "Yes"}},
    }
    return {**CONTENT, "paths": {path: {"get": get} for path in paths}}


def test_nothing_changed(repository: Repository) -> None:
    status, out, err = repository.compare()
    assert (status, err) == (0, "")
    assert "api/shop.json: no change that a client could notice" in out


def test_what_others_did_meanwhile_does_not_count(repository: Repository) -> None:
    git("checkout", "-q", "main")
    repository.shop("api/shop.json", NARROWED)
    repository.commit()
    git("checkout", "-q", "topic")
    assert repository.compare()[0] == 0
    repository.shop("api/shop.json", NARROWED)
    status, out, _ = repository.compare()
    assert (status, "1 breaking" in out) == (1, True)
    # Committed or not.
    repository.commit()
    assert repository.compare() == (status, out, "")


def test_several_contracts_new_ones_and_gone_ones(repository: Repository) -> None:
    git("checkout", "-q", "main")
    repository.shop("a b/ü/two.json")
    repository.shop("old.json")
    repository.commit()
    git("checkout", "-q", "topic")
    git("merge", "-q", "main")
    repository.shop("api/shop.json", COMPATIBLE)
    repository.shop("a b/ü/two.json", NARROWED)
    repository.shop("new.json")
    Path("old.json").unlink()
    status, out, err = repository.compare()
    assert (status, err) == (1, "")
    assert "a b/ü/two.json: 1 breaking, 1 compatible\n" in out
    assert "api/shop.json: 2 compatible\n" in out
    assert out.endswith("new.json is new\nold.json is gone\n")
    # From anywhere in the repository.
    os.chdir("api")
    assert repository.compare()[0] == 1
    _, out, err = repository.compare("--format", "json")
    assert [each["contract"] for each in json.loads(out)["contracts"]] == [
        "../a b/ü/two.json",
        "shop.json",
    ]
    assert "compare: ../new.json is new" in err


def test_forms_for_several_contracts(repository: Repository) -> None:
    git("checkout", "-q", "main")
    repository.shop("two.json")
    repository.commit()
    git("checkout", "-q", "topic")
    git("merge", "-q", "main")
    repository.shop("api/shop.json", NARROWED)
    repository.shop("two.json", {f"{THING}/name/minLength": 2} | NARROWED)
    _, out, _ = repository.compare("--format", "sarif")
    (run,) = json.loads(out)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len({*rules}) > 1
    files = set()
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        files.add(place["artifactLocation"]["uri"])
    assert files == {"api/shop.json", "two.json"}
    _, out, _ = repository.compare("--format", "junit")
    suites = ET.fromstring(out)
    assert (suites.tag, len(suites)) == ("testsuites", 2)
    _, out, _ = repository.compare("--format", "markdown")
    assert out.count("\n# `") + out.startswith("# `") == 2


def test_a_file_that_is_only_referred_to_counts(repository: Repository) -> None:
    thing = CONTENT["components"]["schemas"]["Thing"]
    text = json.dumps(thing).replace("#/components", "../api/shop.json#/components")
    git("checkout", "-q", "main")
    repository.write(
        "api/shop.json", edited({f"{S}/Thing": {"$ref": "../parts/thing.yaml"}})
    )
    repository.write("parts/thing.yaml", text)
    repository.commit()
    git("checkout", "-q", "topic")
    git("reset", "-q", "--hard", "main")
    assert repository.compare()[0] == 0
    repository.write(
        "parts/thing.yaml", text.replace('"maxLength": 40', '"maxLength": 9')
    )
    status, out, _ = repository.compare()
    assert status == 1
    assert "parts/thing.yaml:1" in out


def test_a_fault_in_the_base_may_be_what_is_mended(repository: Repository) -> None:
    git("checkout", "-q", "main")
    repository.write("api/shop.json", '{"openapi": "3.1.0", "paths": 1}')
    repository.commit()
    git("checkout", "-q", "topic")
    git("merge", "-q", "main")
    repository.shop("api/shop.json")
    status, out, err = repository.compare()
    assert status == 0
    assert "api/shop.json can't be compared with what it was" in out
    assert ": warning CS1203" in err
    repository.write("api/shop.json", '{"openapi": "3.1.0", "paths": 2}')
    status, _, err = repository.compare()
    assert status == 2
    assert "api/shop.json:1:22: error CS1203" in err


def test_settings_and_options(repository: Repository) -> None:
    repository.shop("api/shop.json", COMPATIBLE)
    text = "contracts: [api/*.json]\nprofile: strict-reader\nbase: main\n"
    repository.write(".countersign.yaml", text)
    assert repository.compare()[0] == 1
    assert repository.compare("--profile", "tolerant-reader")[0] == 0
    repository.write(".countersign.yaml", f"{text}fail-on: breaking\n")
    repository.shop("api/shop.json", {f"{THING}/name/pattern": r"^([a-z])(\1|[a-z])*$"})
    assert repository.compare("--fail-on", "undecided")[0] in {1, 3}


def test_what_is_excluded(repository: Repository) -> None:
    repository.shop("api/shop.json", NARROWED)
    for excluded, status in (("PUT /things*", 0), ("GET /things*", 1)):
        text = f"contracts: ['**/*.json']\nexclude: ['{excluded}']\n"
        repository.write(".countersign.yaml", text)
        assert repository.compare()[0] == status


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        (f"kind: {KIND}, at: '{OPERATION}'", 0),
        (f"kind: {KIND}, at: '* /things/*'", 0),
        (f"kind: {KIND}, at: /components/schemas/Thing", 0),
        (f"kind: {KIND}, at: /components/schemas/Thing/properties/name/", 0),
        (f"kind: {KIND}, at: '{OPERATION}', contract: api/*", 0),
        (f"kind: {KIND}, at: '{OPERATION}', until: {TODAY}", 0),
        (f"kind: {KIND}, at: '{OPERATION}', contract: web/*", 1),
        (f"kind: {KIND}, at: GET /things", 1),
        (f"kind: {KIND}, at: /components/schemas/Thin", 1),
        (f"kind: response-max-length-narrowed, at: '{OPERATION}'", 1),
        (f"kind: {KIND}, at: '{OPERATION}', until: {TODAY - dt.timedelta(1)}", 1),
    ],
)
@pytest.mark.usefixtures("clock")
def test_acceptances_by_kind_and_place(
    repository: Repository, entry: str, status: int
) -> None:
    repository.shop("api/shop.json", NARROWED)
    accepting(repository, f"{entry}, reason: Nobody has such names., by: ada")
    found, out, _ = repository.compare()
    assert found == status
    assert ("accepted " in out) == (status == 0)
    assert ("the acceptance of" in out) == (status == 1)


def test_acceptances_by_fingerprint(repository: Repository) -> None:
    repository.shop("api/shop.json", NARROWED)
    _, out, _ = repository.compare("--format", "json")
    [contract] = json.loads(out)["contracts"]
    [change] = [each for each in contract["changes"] if each["verdict"] == "breaking"]
    own = f"fingerprint: '{change['fingerprint']}', reason: Meant., by: ada"
    stale = "fingerprint: '0123456789abcdef', reason: It was., by: grace"
    accepting(repository, own, stale)
    status, out, _ = repository.compare()
    assert status == 0
    assert f"accepted {change['fingerprint']} by ada: Meant.\n    The longest" in out
    assert ".countersign.yaml:4: the acceptance of 0123456789abcdef matches no" in out
    _, out, _ = repository.compare("--format", "markdown")
    assert "### Accepted changes\n\n- The longest" in out
    _, out, _ = repository.compare("--format", "json")
    [contract] = json.loads(out)["contracts"]
    assert contract["verdict"] == "compatible"
    accepted = {"reason": "Meant.", "by": "ada"}
    assert contract["accepted"] == [{**change, "accepted": accepted}]
    # What is accepted is true all the same.
    base = read_contract("git:main:api/shop.json").contract
    revision = read_contract("api/shop.json").contract
    assert verify(contract["certificate"], base, revision) == []
    assert contract["certificate"]["verdict"] == "breaking"


def test_acceptances_of_a_file_of_their_own(repository: Repository) -> None:
    repository.shop("new.json", NARROWED)
    entry = f"{{kind: {KIND}, at: /components, reason: Meant., by: ada}}"
    repository.write("accepted.yaml", f"accept: [{entry}]\n")
    both = ("api/shop.json", "new.json")
    assert repository.compare(*both)[0] == 1
    assert repository.compare(*both, "--accept", "accepted.yaml")[0] == 0
    status, _, err = repository.compare(*both, "--accept", "none.yaml")
    assert (status, err) == (
        2,
        "compare: none.yaml can't be read: No such file or directory\n",
    )


def test_every_form_tells_of_what_is_accepted(repository: Repository) -> None:
    repository.shop("new.json", NARROWED)
    entry = f"{{kind: {KIND}, at: /components, reason: Meant., by: ada}}"
    repository.write("accepted.yaml", f"accept: [{entry}]\n")
    given = ("api/shop.json", "new.json", "--accept", "accepted.yaml", "--format")
    reports = {}
    for form in ("text", "json", "markdown", "html", "junit", "sarif"):
        status, reports[form], _ = repository.compare(*given, form)
        assert status == 0
    told = "1 accepted (1 breaking)"
    for form in ("text", "markdown", "html"):
        assert told in reports[form]
        assert "ada: Meant." in reports[form]
    assert "compatible for tolerant-reader, but for what is" in reports["text"]
    assert "raise the major version" in reports["text"]
    assert "Raise the **major** version" in reports["markdown"]
    assert "## Changes: compatible, but for what is accepted" in reports["markdown"]
    assert "Raise the major version" in reports["html"]
    report = json.loads(reports["json"])
    assert report["semver"] == "major"
    assert (report["verdict"], report["verdict_with_accepted"]) == (
        "compatible",
        "breaking",
    )
    assert report["certificate"]["verdict"] == report["verdict_with_accepted"]
    suite = ET.fromstring(reports["junit"])
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "1")
    [skipped] = suite.iter("skipped")
    assert skipped.get("message", "").startswith("breaking, accepted by ada: Meant.")
    [run] = json.loads(reports["sarif"])["runs"]
    [result] = run["results"]
    justification = "Accepted by ada: Meant."
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": justification}
    ]


def test_what_is_accepted_at_one_place_may_happen_at_others(
    repository: Repository,
) -> None:
    for path, limit in (("old.json", 9), ("new.json", 8)):
        repository.write(path, queries("/a", "/b", limit=limit))
    entry = (
        "{kind: request-parameter-max-length-narrowed, at: GET /a, reason: r, by: b}"
    )
    repository.write("accepted.yaml", f"accept: [{entry}]\n")
    given = ("old.json", "new.json", "--accept", "accepted.yaml", "--format", "json")
    status, out, _ = repository.compare(*given)
    assert status == 1
    [left] = json.loads(out)["changes"]
    [accepted] = json.loads(out)["accepted"]
    assert (left["operations"], accepted["operations"]) == (["GET /b"], ["GET /a"])


@pytest.mark.parametrize(
    ("old", "new", "edits", "status"),
    [
        ("1.0.0", "2.0.0", NARROWED, 0),
        ("1.0.0", "1.1.0", NARROWED, 1),
        ("1.0.0", "1.0.0", NARROWED, 1),
        ("2.0.0", "1.0.0", NARROWED, 1),
        ("0.1.0", "0.2.0", NARROWED, 0),
        ("0.1.0", "0.1.1", NARROWED, 1),
        ("1.0.0", "2.0.0-rc.1", NARROWED, 0),
        ("1.0.0", "1.1.0", COMPATIBLE, 0),
        ("0.1.0", "0.1.1", COMPATIBLE, 0),
        ("1.0.0", "1.0.1", COMPATIBLE, 5),
        ("1.0.0", "1.0.0", COMPATIBLE, 5),
        ("1.0.0", "1.0.0", {}, 0),
    ],
)
def test_the_version_may_announce_it(
    repository: Repository, old: str, new: str, edits: dict[str, object], status: int
) -> None:
    repository.shop("old.json", version=old)
    repository.shop("new.json", edits, version=new)
    found, out, _ = repository.compare("old.json", "new.json", "--respect-version")
    assert found == status
    assert ("or later is needed." in out) == (status != 0)


def test_a_version_that_is_none(repository: Repository) -> None:
    repository.shop("old.json", version="2026-11-28")
    repository.shop("new.json", NARROWED)
    status, _, err = repository.compare("old.json", "new.json", "--respect-version")
    assert (status, err.startswith("compare: info.version of old.json is")) == (2, True)
    assert repository.compare("old.json", "new.json")[0] == 1


def test_annotations(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As "Workflow commands for GitHub Actions" has them."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    (tmp_path / "summary.md").write_text("Before.\n")
    repository.shop("a,b:c%.json")
    git("checkout", "-q", "main")
    repository.commit()
    git("checkout", "-q", "topic")
    git("reset", "-q", "--hard", "main")
    repository.shop("a,b:c%.json", NARROWED)
    repository.shop("new.json")
    status, out, _ = repository.compare("--format", "github")
    assert status == 1
    lines = out.splitlines()
    assert lines[0].startswith("::error file=a%2Cb%3Ac%25.json,line="), lines[0]
    assert f"title=Breaking%3A {KIND}::The longest length of" in lines[0]
    assert "%0AA request that the base allows, and the revision does not: " in lines[0]
    assert "::warning::new.json is new" in lines
    # Between these two nothing that a contract says is a command.
    first = next(line for line in lines if line.startswith("::stop-commands::"))
    token = first.removeprefix("::stop-commands::")
    assert lines[-1] == f"::{token}::"
    assert len(token) == 32
    summary = (tmp_path / "summary.md").read_text()
    assert summary.startswith("Before.\n# `a,b:c%.json`\n\n## Changes: breaking\n")
    assert summary.endswith("\n- new.json is new\n")


def test_a_step_shows_so_many_annotations(repository: Repository) -> None:
    paths = [f"/p{n}" for n in range(15)]
    for path, limit in (("old.json", 9), ("new.json", 8)):
        repository.write(path, queries(*paths, limit=limit))
    _, out, _ = repository.compare("old.json", "new.json", "--format", "github")
    assert out.count("::error ") == 10
    assert "::notice::5 more of error level.\n" in out


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("contracts: [a]\nprofil: x\n", 2, "Perhaps 'profile' is meant"),
        ("contracts: a\n", 1, "is not of type"),
        ("contracts: []\n", 1, "has less than 1 item"),
        ("contracts: [/etc/passwd]\n", 1, "does not match"),
        ("contracts: [a]\nfail-on: never\n", 2, "is not one of"),
        ("contracts: [a]\nrespect-version: 1\n", 2, "is not of type"),
        ("contracts: [a]\nbase: --help\n", 2, "does not match"),
        ("accept:\n  - {kind: a, at: /a, by: me}\n", 2, "'reason' is missing"),
        ("accept:\n  - {at: /a, reason: r, by: me}\n", 2, "in one way"),
        (
            "accept:\n  - {fingerprint: 1234567890123456, reason: r, by: me}\n",
            2,
            "In quotes",
        ),
        (
            "accept:\n  - {kind: no-such, at: /a, reason: r, by: me}\n",
            2,
            "is no kind of change",
        ),
        (
            (
                f"accept:\n  - {{kind: {KIND}, at: /a, reason: r, by: me,"
                " until: 2027-02-30}\n"
            ),
            2,
            'is not a "date"',
        ),
        ("profile: strict-reader\n", 1, "it names no contracts"),
        ("contracts:\n  - api/*.json\n  - none/*.yaml\n", 3, "no file fits"),
        ("[]\n", 1, "is not of type"),
        ("contracts: [\n", 2, "CS1004"),
        ("", 1, "CS1006"),
    ],
)
def test_what_settings_may_not_say(
    repository: Repository, text: str, line: int, said: str
) -> None:
    repository.write(".countersign.yaml", text)
    status, out, err = repository.compare()
    assert (status, out) == (2, "")
    assert err.startswith(f".countersign.yaml:{line}:"), err
    assert said in err
    assert len(err.splitlines()) >= 2, "how to mend it is told"


def test_the_schema_of_settings_knows_what_there_is() -> None:
    schema = json.loads(settings_file._SCHEMA.read_bytes())
    properties = schema["properties"]
    assert properties["profile"]["enum"] == [*PROFILES]
    levels = properties["fail-on"]["enum"]
    assert parse(["a", "b", "--fail-on", levels[0]]).fail_on == levels[0]
    for inner in (properties, schema["$defs"]["acceptance"]["properties"]):
        assert all(each["description"] for each in inner.values())


def test_no_settings(repository: Repository, tmp_path: Path) -> None:
    Path(".countersign.yaml").unlink()
    (tmp_path / ".countersign.yaml").write_text("contracts: [a]\n")
    status, _, err = repository.compare()
    assert (status, "there is no .countersign.yaml in this folder" in err) == (2, True)
    os.chdir(tmp_path)
    status, _, err = repository.compare()
    assert (status, "is in no Git repository" in err) == (2, True)


@pytest.mark.parametrize("arguments", [["a"], ["--schema"], ["--verify", "a"]])
def test_half_of_the_arguments(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        parse(arguments)


def test_where_nothing_says_what_the_base_is(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_BASE_REF", "none")
    status, _, err = repository.compare()
    assert (status, "there is no origin/none to compare with" in err) == (2, True)
    monkeypatch.delenv("GITHUB_BASE_REF")
    git("branch", "-m", "main", "develop")
    status, _, err = repository.compare()
    assert (status, "which branch is the default one" in err) == (2, True)
    git("config", "init.defaultBranch", "develop")
    assert repository.compare()[0] == 0
    git("checkout", "-q", "--orphan", "apart")
    repository.commit()
    status, _, err = repository.compare()
    assert (status, "have no commit in common" in err) == (2, True)


def test_before_the_first_commit(repository: Repository) -> None:
    git("checkout", "-q", "--orphan", "apart")
    status, _, err = repository.compare()
    assert (status, "nothing is committed yet" in err) == (2, True)


def test_a_clone_and_a_shallow_one(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        repository.shop(f"more{number}.json")
        repository.commit()
    git("checkout", "-q", "main")
    repository.shop("api/shop.json", WIDENED)
    repository.commit()
    whole, shallow = tmp_path / "whole", tmp_path / "shallow"
    url = f"file://{repository.top}"
    git("clone", "-q", url, str(whole))
    git("checkout", "-q", "topic", folder=whole)
    os.chdir(whole)
    assert GitHistory(whole).base == "origin/main"
    assert repository.compare()[0] == 0
    git("clone", "-q", "--depth", "1", "--branch", "topic", url, str(shallow))
    os.chdir(shallow)
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    status, _, err = repository.compare()
    assert (status, "this clone is shallow" in err) == (2, True)
    git("fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    status, _, err = repository.compare()
    assert (status, "`fetch-depth: 0`" in err) == (2, True)
    assert len(err.splitlines()) == 1


def test_a_comment_has_room_for_what_fails_first(repository: Repository) -> None:
    git("checkout", "-q", "main")
    many = [f"/q{number}" for number in range(40)]
    repository.write(f"z{'ü' * 40}.json", queries(*many, limit=9))
    deep = "/".join(["x" * 200] * 4)
    for number in range(60):
        repository.write(f"{deep}/{number}.json", queries("/a", limit=5))
    repository.commit()
    git("checkout", "-q", "topic")
    git("reset", "-q", "--hard", "main")
    repository.write(f"z{'ü' * 40}.json", queries(*many, limit=8))
    for number in range(60):
        repository.write(f"{deep}/{number}.json", queries("/a", limit=6))
    status, out, _ = repository.compare("--format", "markdown")
    assert status == 1
    assert len(out.encode()) < LONGEST
    assert out.startswith(f"# `z{'ü' * 40}.json`\n\n## Changes: breaking\n")
    told = len(re.findall(r"(?m)^# `", out))
    [left] = re.findall(r"(?m)^… and (\d+) more contracts", out)
    assert told + int(left) == 62
    assert out.count("<details>") == out.count("</details>")


def test_a_comment_counts_acceptances_and_notes_without_room(
    repository: Repository,
) -> None:
    sign = "\U0001f600"
    many = [f"/q{number}" for number in range(60)]
    git("checkout", "-q", "main")
    repository.write("api/shop.json", queries(*many, limit=9))
    repository.commit()
    git("checkout", "-q", "topic")
    git("reset", "-q", "--hard", "main")
    repository.write("api/shop.json", queries(*many, limit=8))
    kind = "request-parameter-max-length-narrowed"
    meant = f"kind: {kind}, by: '@ada', reason: '{sign * 500}'"
    idle = f"kind: {kind}, by: '@ada', reason: It was., until: 2999-01-01"
    accepting(
        repository,
        *(f"{meant}, at: 'GET {path}'" for path in many),
        *(f"{idle}, at: 'GET /gone{number}-{'x' * 200}'" for number in range(200)),
    )
    status, out, _ = repository.compare("--format", "markdown")
    assert status == 0
    assert len(out.encode()) < LONGEST
    assert "@ada" not in out
    told = out.count("accepted by @<!-- -->ada")
    [left] = re.findall(r"… and (\d+) more accepted changes, which find", out)
    assert told + int(left) == 60
    told = out.count("the acceptance of")
    [left] = re.findall(r"… and (\d+) more notes, which find no room here\.", out)
    assert told + int(left) == 200
