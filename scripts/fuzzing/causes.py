"""What failures of Schemathesis' checks come down to, in words without their values."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from schemathesis.core.failures import (
    AcceptedNegativeData,
    ContentTypeServerError,
    Failure,
    ServerError,
)
from schemathesis.openapi.checks import (
    IgnoredAuth,
    JsonSchemaError,
    MissingHeaderNotRejected,
    RejectedPositiveData,
    UndefinedStatusCode,
)

from scripts.fuzzing.findings import without_values
from scripts.fuzzing.forbidden import rule_of
from scripts.fuzzing.titles import (
    ACCEPTED,
    OPEN,
    REFUSED,
    SERVER_ERROR,
    UNDECLARED_ANSWER,
    UNDECLARED_STATUS,
)

_OWN = "ST901"
_ABOUT_ANSWERS = frozenset(f"ST{number}" for number in range(104, 112))
# Whichever of the checks says it first.
_CONFORMANCE = "answer_conformance"
_COMPONENT = "Invalid component:"
_MOST_WORDS = 300


@dataclass(frozen=True)
class Told:
    """A failure in words; see `FuzzFinding`."""

    check: str
    title: str
    kind: str
    message: str


def _of(check: str, title: str, message: str = "", kind: str | None = None) -> Told:
    return Told(
        check, title, without_values(message) if kind is None else kind, message
    )


def told(
    failures: Collection[tuple[str, Failure]],
    exact: str,
    credentials: Collection[str],
    secured: Collection[str] = (),
) -> Iterator[tuple[Told, Failure]]:
    """Yield what the failures of one answer come down to, each cause once.

    Args:
        failures: names of checks, with what they say.
        exact: the name of the check that says it without values.
        credentials: the header fields that callers show who they are with.
        secured: the operations that ask for credentials, such as `GET /notes`.
    """
    kinds = {type(failure) for _, failure in failures}
    said = next((f for name, f in failures if name == exact), None)
    is_said = False
    for name, failure in failures:
        if name == exact or failure.code in _ABOUT_ANSWERS:
            # The compiler's validators say it shorter; once is enough.
            if not is_said:
                is_said = True
                message = _of_answer(said or failure)
                yield _of(_CONFORMANCE, UNDECLARED_ANSWER, message), failure
        elif not (
            _is_said_elsewhere(failure, kinds, credentials)
            or _is_left_to_schemes(failure, secured)
        ):
            yield _in_words(name, failure), failure


def _is_said_elsewhere(
    failure: Failure, kinds: Collection[type[Any]], credentials: Collection[str]
) -> bool:
    match failure:
        case UndefinedStatusCode():
            # No contract has to declare that its service fails.
            return ServerError in kinds or ContentTypeServerError in kinds
        case MissingHeaderNotRejected():
            # Which refusal of nobody it is to be, the contract says itself.
            is_nobody = failure.header_name in credentials
            is_refused = is_nobody and 400 <= failure.status_code < 500
            return is_refused or AcceptedNegativeData in kinds or IgnoredAuth in kinds
        case AcceptedNegativeData():
            missing = {f"`{name}`" for name in credentials}
            is_open = any(name in _component(failure) for name in missing)
            return is_open or IgnoredAuth in kinds
        case _:
            return False


def _is_left_to_schemes(failure: Failure, secured: Collection[str]) -> bool:
    """Is it the refusal that a security requirement asks for, and nobody declared?

    Contracts leave it to their security schemes. A service can't but give it: whoever
    lets everybody in is found, too.
    """
    return (
        isinstance(failure, UndefinedStatusCode)
        and failure.status_code in {401, 403}
        and failure.operation in secured
    )


def _in_words(check: str, failure: Failure) -> Told:
    match failure:
        case ServerError():
            status = str(failure.status_code)
            return _of(check, SERVER_ERROR, status, status)
        case UndefinedStatusCode():
            status = str(failure.status_code)
            known = ", ".join(failure.defined_status_codes)
            return _of(check, UNDECLARED_STATUS, f"{status}; declared: {known}", status)
        case AcceptedNegativeData():
            component = _component(failure)
            message = f"{failure.status_code} to invalid data: {component}"
            return _of(check, ACCEPTED, message, rule_of(component))
        case RejectedPositiveData():
            status = str(failure.status_code)
            return _of(check, REFUSED, f"{status} to valid data", status)
        case IgnoredAuth():
            return _of(check, OPEN)
        case _ if failure.code == _OWN:
            title, _, message = failure.message.partition("\n")
            return _of(check, title, _words(message))
        case _:
            return _of(check, failure.title, _words(failure.message))


def _of_answer(failure: Failure) -> str:
    if failure.code == _OWN:
        return _words(failure.message.partition("\n")[2])
    if isinstance(failure, JsonSchemaError):
        # Behind the first line stand the schema and the value.
        where = "".join(f"/{part}" for part in failure.instance_path)
        return _words(f"body{where} {failure.message.partition(chr(10))[0]}")
    return _words(f"{failure.title}: {failure.message}")


def _component(failure: Failure) -> str:
    _, found, text = failure.message.partition(_COMPONENT)
    return _words(text) if found else "it does not say what"


def _words(text: str) -> str:
    return " ".join(text.split())[:_MOST_WORDS]
