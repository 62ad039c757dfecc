"""Problems made from errors."""

from typing import cast, get_args

import pytest

from generated import Context
from generated.runtime.contract.operation import Operation
from generated.runtime.http.headers import Headers
from impl import error_codes, errors
from impl.database.errors import ConstraintViolated, Kind, Reason, Unavailable
from impl.http import problems
from tests.support.contract import document

# Of a request by nobody in particular.
CONTEXT = Context({}, Headers([]), cast("Operation", None), "")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.NotFound("team"), 404, "not_found"),
        (errors.Forbidden("no"), 403, "forbidden"),
        (errors.PreconditionFailed(), 412, "precondition_failed"),
        (errors.RateLimited(7), 429, "rate_limited"),
        (Unavailable(Reason.POOL), 503, "unavailable"),
        (errors.Conflict("name_taken", "no"), 409, "name_taken"),
    ],
)
def test_errors_become_problems(error: Exception, status: int, code: str) -> None:
    refusal = problems.translate(error, CONTEXT)
    assert refusal is not None
    assert (refusal.status, refusal.code) == (status, code)


@pytest.mark.parametrize("is_known", [True, False])
def test_nothing_is_promised_of_a_commit_that_was_lost(is_known: bool) -> None:
    error = Unavailable(Reason.CONNECTION, is_outcome_known=is_known)
    refusal = problems.translate(error, CONTEXT)
    assert refusal is not None
    assert refusal.detail is not None
    assert ("Nothing was changed" in refusal.detail) == is_known


def test_waits_and_challenges_are_headers() -> None:
    limited = problems.translate(errors.RateLimited(7), CONTEXT)
    refused = problems.translate(
        errors.CredentialsRefused("invalid_credentials", "no"), CONTEXT
    )
    assert limited is not None
    assert refused is not None
    assert limited.headers == {"Retry-After": "7"}
    assert refused.headers == {"WWW-Authenticate": 'Bearer realm="api"'}


@pytest.mark.parametrize(
    "error",
    [ValueError("x"), ConstraintViolated(Kind.CHECK, "ck_teams_name_form")],
)
def test_bugs_stay_bugs(error: Exception) -> None:
    assert problems.translate(error, CONTEXT) is None


def test_every_code_is_in_the_contract() -> None:
    codes = set(document()["components"]["schemas"]["ProblemCode"]["enum"])
    for literal in (
        error_codes.BarredCode,
        error_codes.ConflictCode,
        error_codes.CredentialsCode,
        error_codes.InvalidCode,
    ):
        assert set(get_args(literal)) <= codes
