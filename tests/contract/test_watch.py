"""What the watch makes of verdicts, and when the check of the fuzzer fails."""

from typing import Any

import pytest

from tests.contract.exchanges import Answer, Operations
from tests.contract.judge import Known, Outcome, Verdict
from tests.contract.schema import operation
from tests.contract.watch import Watch

pytestmark = pytest.mark.long


class _Judge:
    def __init__(self, outcome: Outcome | None) -> None:
        self.verdict = Verdict(outcome, "Why.") if outcome else None
        self.heard: list[Answer] = []

    def foresee(self, call: Any) -> Known | None:
        return None

    def judge(self, call: Any, known: Any, answer: Answer) -> Verdict | None:
        return self.verdict

    def hear(self, call: Any, answer: Answer) -> None:
        self.heard.append(answer)


def watched(
    outcome: Outcome | None, status: int, method: Any = "GET", **headers: str
) -> tuple[Watch, Any, Any]:
    judge: Any = _Judge(outcome)
    watch = Watch(judge, Operations.of_contract())
    case = operation().Case(method=method, path_parameters={"team_id": "tm_1"})
    watch.before(case)
    watch.after(case, Answer(status, headers))
    return watch, case, judge


@pytest.mark.parametrize(
    ("outcome", "status", "title"),
    [
        (Outcome.WRONG, 401, "Good credentials refused"),
        (Outcome.WRONG, 403, "Forbidden without reason"),
        (Outcome.WRONG, 404, "Hidden from who may see it"),
        (Outcome.WRONG, 200, "Allowed to who may not"),
        (Outcome.UNKNOWN, 403, "Nobody can say why this was forbidden"),
        (None, 503, "503 without Retry-After"),
    ],
)
def test_a_fault_fails_the_check_once(
    outcome: Outcome | None, status: int, title: str
) -> None:
    watch, case, judge = watched(outcome, status)
    failure = watch.fault(case)
    assert failure is not None
    assert failure.title == title
    assert failure.operation == "GET /v1/teams/{team_id}"
    assert watch.fault(case) is None
    assert len(judge.heard) == 1


@pytest.mark.parametrize(
    ("outcome", "status"),
    [(Outcome.RIGHT, 403), (Outcome.UNKNOWN, 404), (Outcome.RIGHT, 200), (None, 422)],
)
def test_what_is_right_or_of_no_concern_fails_nothing(
    outcome: Outcome | None, status: int
) -> None:
    watch, case, _ = watched(outcome, status)
    assert watch.fault(case) is None
    expected = {(status, outcome.value): 1} if outcome else {}
    assert watch.judged == expected


def test_a_method_that_the_contract_has_not_is_not_judged() -> None:
    watch, case, judge = watched(Outcome.WRONG, 405, method="TRACE")
    assert watch.fault(case) is None
    assert not judge.heard


def test_who_was_turned_away_is_counted() -> None:
    watch, case, _ = watched(None, 503, **{"retry-after": "5"})
    assert watch.fault(case) is None
    assert watch.turned_away == {("get_team", 503, ""): 1}
