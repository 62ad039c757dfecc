"""What failures come down to: one cause for each thing that is wrong, told once."""

import pytest
from schemathesis.core.failures import (
    AcceptedNegativeData,
    CustomFailure,
    Failure,
    ServerError,
)
from schemathesis.openapi.checks import (
    AuthScenario,
    IgnoredAuth,
    MissingHeaderNotRejected,
    MissingHeaders,
    RejectedPositiveData,
    UndefinedStatusCode,
)

from scripts.fuzzing.causes import told
from scripts.fuzzing.titles import (
    ACCEPTED,
    OPEN,
    REFUSED,
    SERVER_ERROR,
    UNDECLARED_ANSWER,
    UNDECLARED_STATUS,
)

EXACT = "exact_answer"


def accepted(component: str) -> Failure:
    message = f"Invalid data should have been rejected\nInvalid component: {component}"
    return AcceptedNegativeData(
        operation="GET /a", message=message, status_code=200, expected_statuses=[]
    )


def undeclared(status: int) -> Failure:
    return UndefinedStatusCode(
        operation="GET /a",
        status_code=status,
        defined_status_codes=["200", "4XX"],
        allowed_status_codes=[200],
        message="",
    )


def exact(message: str) -> Failure:
    return CustomFailure(
        operation="GET /a", title="t", message=message, exception=AssertionError()
    )


def open_door() -> Failure:
    return IgnoredAuth(
        operation="GET /a", message="m", scenario=AuthScenario.NO_AUTH, title="t"
    )


def failed() -> Failure:
    return ServerError(operation="GET /a", status_code=503)


def no_header(name: str, status: int) -> Failure:
    return MissingHeaderNotRejected(
        operation="GET /a",
        header_name=name,
        status_code=status,
        expected_statuses=[401],
        message="m",
    )


def missing() -> Failure:
    return MissingHeaders(operation="GET /a", missing_headers=["x-a"], message="m")


def refused() -> Failure:
    return RejectedPositiveData(
        operation="GET /a", message="m", status_code=422, allowed_statuses=[]
    )


LOCATION = exact("Answer is not what the contract declares\nheader X-A is required")


@pytest.mark.parametrize(
    ("failures", "causes"),
    [
        ([("a", failed())], [(SERVER_ERROR, "503")]),
        # No contract has to declare that its service fails.
        ([("a", failed()), ("b", undeclared(503))], [(SERVER_ERROR, "503")]),
        ([("b", undeclared(503))], [(UNDECLARED_STATUS, "503")]),
        ([("a", refused())], [(REFUSED, "422")]),
        (
            [("a", accepted("in body - a: too long maxLength"))],
            [(ACCEPTED, "body a maxLength")],
        ),
        ([("a", open_door())], [(OPEN, "")]),
        # It is the same open door.
        ([("a", open_door()), ("b", accepted("in header - x"))], [(OPEN, "")]),
        ([("a", accepted("Missing `Authorization` at header"))], []),
        ([("a", no_header("Authorization", 403))], []),
        ([("a", no_header("X-A", 403))], [("Missing required header accepted", "m")]),
        (
            [("a", no_header("Authorization", 302))],
            [("Missing required header accepted", "m")],
        ),
        (
            [("a", missing()), (EXACT, LOCATION)],
            [(UNDECLARED_ANSWER, "header X-A is required")],
        ),
        ([(EXACT, LOCATION)], [(UNDECLARED_ANSWER, "header X-A is required")]),
        (
            [("other", exact("Nobody may\nthe 3rd time"))],
            [("Nobody may", "the 3rd time")],
        ),
    ],
)
def test_failures_come_down_to_causes(
    failures: list[tuple[str, Failure]], causes: list[tuple[str, str]]
) -> None:
    found = [
        (cause.title, cause.kind)
        for cause, _ in told(failures, EXACT, ["Authorization"])
    ]
    assert found == causes


@pytest.mark.parametrize(
    ("status", "secured", "is_told"),
    [
        (401, ["GET /a"], False),
        (403, ["GET /a"], False),
        (401, ["GET /b"], True),
        (404, ["GET /a"], True),
    ],
)
def test_the_refusal_of_nobody_is_left_to_security_schemes(
    status: int, secured: list[str], is_told: bool
) -> None:
    failures = [("a", undeclared(status))]
    assert bool(list(told(failures, EXACT, [], secured))) == is_told
