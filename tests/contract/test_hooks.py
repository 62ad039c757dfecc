"""What the hooks of the fuzzer do to requests, counts and sequences."""

import json
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, auths
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.result import Ok
from schemathesis.generation.meta import (
    CaseMetadata,
    CoverageScenario,
    GenerationInfo,
    PhaseInfo,
    StatefulPhaseData,
    TestPhase,
)
from schemathesis.openapi.checks import ObjectLevelAuthorizationViolation
from schemathesis.specs.openapi import object_authorization

from scripts.fuzzing.patience import Patience, forget_token
from scripts.fuzzing.tally import RequestTally
from tests.contract import aim, sharing
from tests.contract.schema import operation, schema


@settings(deadline=None)  # the first example loads the contract
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_conditions_are_always_tags(text: str) -> None:
    case = operation().Case(headers={"If-None-Match": text, "If-Match": text})
    aim._mend_conditions(case)
    for name, value in case.headers.items():
        assert aim._CONDITIONS[name].fullmatch(value)
        assert value in {text, '"1"'}


@pytest.mark.parametrize(
    ("location", "expected"), [("body", '"1"'), ("path", '"1"'), ("header", "0")]
)
def test_invalid_cases_are_wrong_in_what_they_try_out_only(
    location: str, expected: str
) -> None:
    phase = PhaseInfo.coverage(
        CoverageScenario.INCORRECT_TYPE,
        "wrong",
        parameter_location=ParameterLocation(location),
    )
    generation = GenerationInfo(0.0, GenerationMode.NEGATIVE)
    meta = CaseMetadata(generation=generation, components={}, phase=phase)
    case = operation().Case(headers={"If-Match": "0"}, _meta=meta)
    aim.mend_filler(case)
    assert case.headers["If-Match"] == expected


@pytest.mark.parametrize("tag", ['"7"', 'W/"a"', '"", "1.owner"', '"a","b"'])
def test_tags_are_left_alone(tag: str) -> None:
    case = operation().Case(headers={"If-Match": tag})
    aim._mend_conditions(case)
    assert case.headers["If-Match"] == tag


@pytest.mark.parametrize("missing", [None, "None"])
def test_a_link_to_nothing_leads_to_what_is_there(
    monkeypatch: pytest.MonkeyPatch, missing: str | None
) -> None:
    aimed = aim.Aim("http://127.0.0.1:1")
    there = {"team_id": "tm_1", "api_id": "api_1", "proposal": "2"}
    monkeypatch.setattr(aimed._targets, "parameters", lambda *_: there)
    found = schema()["/v1/teams/{team_id}/apis/{api_id}/proposals/{proposal}"]["GET"]
    meta = CaseMetadata(
        generation=GenerationInfo(0.0, GenerationMode.POSITIVE),
        components={},
        phase=PhaseInfo(TestPhase.STATEFUL, StatefulPhaseData(None, None, None, None)),
    )
    given = {"team_id": "tm_0", "api_id": missing, "proposal": 1}
    case = found.Case(
        path_parameters=given, headers={"Authorization": "Bearer a"}, _meta=meta
    )
    aimed.take(case)
    assert case.path_parameters == {"team_id": "tm_1", "api_id": "api_1", "proposal": 2}
    given = {"team_id": "tm_0", "api_id": "api_0", "proposal": 1}
    case = found.Case(
        path_parameters={**given}, headers={"Authorization": "Bearer a"}, _meta=meta
    )
    aimed.take(case)
    assert case.path_parameters == given


def test_what_is_known_of_operations_is_in_the_contract() -> None:
    found = [
        each.ok() for each in schema().get_all_operations() if isinstance(each, Ok)
    ]
    known = {each.definition.raw["operationId"]: each for each in found}
    special = aim.Aim("http://127.0.0.1:1")._special
    assert known.keys() >= special.keys() | aim._SPENT.keys() | aim._UNIQUE.keys()
    for name, parameter in aim._SPENT.items():
        assert f"{{{parameter}}}" in known[name].path


def test_counts_are_kept_and_progress_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tally.json"
    tally = RequestTally(file, progress=True)
    tally.add("fuzzing", "get_team", "positive", 200)
    tally.add("fuzzing", "get_team", "positive", 404)
    tally.add("fuzzing", "get_api", "negative", 422)
    tally.add("stateful", "get_api", "positive", 200)
    tally.add("stateful", "get_team", "positive", 200)
    tally.close({(403, "right"): 2}, {("get_api", 503, "unavailable"): 1})
    lines = [line.split() for line in capsys.readouterr().err.splitlines()]
    assert lines == [
        ["fuzzing", "get_team", "2", "requests,", "1", "succeeded"],
        ["fuzzing", "get_api", "1", "requests,", "0", "succeeded"],
        ["stateful", "sequences", "of", "calls", "2", "requests,", "2", "succeeded"],
    ]
    kept = json.loads(file.read_text())
    assert ["fuzzing", "get_team", "positive", 404, 1] in kept["requests"]
    assert kept["judged"] == [[403, "right", 2]]
    assert kept["turned_away"] == [["get_api", 503, "unavailable", 1]]


class _Provider:
    def __init__(self) -> None:
        self._probed = {("read", "GET /v1/teams/{team_id}", "Team", "grace")}


@pytest.mark.parametrize("is_for_everyone", [True, False])
def test_what_is_for_everyone_is_no_leak_and_something_else_is_tried(
    monkeypatch: pytest.MonkeyPatch, *, is_for_everyone: bool
) -> None:
    def leak(*_: object) -> None:
        raise ObjectLevelAuthorizationViolation(
            operation=operation().label,
            message="",
            owner="ada",
            peer="grace",
            owner_case_id="",
        )

    read: Any = SimpleNamespace(case=operation().Case(), provider=_Provider())
    monkeypatch.setattr(object_authorization, "_probe", leak)
    sharing.install(lambda case: case is read.case and is_for_everyone)
    is_found = pytest.raises(ObjectLevelAuthorizationViolation)
    with nullcontext() if is_for_everyone else is_found:
        object_authorization._probe(read, "grace", "Team", "tm_1", None)
    assert bool(read.provider._probed) is not is_for_everyone


def _flaky(patience: Patience, completed: int, *, limited: bool = False) -> bool:
    ctx: Any = SimpleNamespace(
        completed_scenarios=completed,
        has_new_failures_in_suite=False,
        seen_in_suite=set(),
        seen_in_run=set(),
        mark_current_suite_as_seen_in_run=lambda: None,
    )
    state = SimpleNamespace(
        unrecoverable_network_error=None, take_unrecoverable_network_error=lambda: None
    )
    engine = SimpleNamespace(has_reached_the_failure_limit=limited)
    return patience(ctx=ctx, engine=engine, state=state)[1]


def test_sequences_go_on_until_there_are_enough() -> None:
    patience = Patience(10)
    assert _flaky(patience, 4)
    assert _flaky(patience, 9)
    assert not _flaky(patience, 10)
    assert not _flaky(Patience(10), 4, limited=True)


def test_sequences_that_never_end_well_are_given_up() -> None:
    patience = Patience(10)
    assert sum(_flaky(patience, 4) for _ in range(100)) == 20


def test_a_refused_token_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = iter(["first", "second"])

    class Desk:
        def get(self, case: Any, context: Any) -> str:
            return next(tokens)

        def set(self, case: Any, data: str, context: Any) -> None:
            case.headers["Authorization"] = data

    storage: auths.AuthStorage[Any] = auths.AuthStorage()
    storage.providers.append(auths.CachingAuthProvider(Desk()))
    monkeypatch.setattr(auths, "GLOBAL_AUTH_STORAGE", storage)
    seen = []
    for forget in (False, True, False):
        case = operation().Case()
        storage.set(case, auths.AuthContext(operation=operation(), app=None))
        seen.append(case.headers["Authorization"])
        if forget:
            forget_token(case)
    assert seen == ["first", "first", "second"]
