"""What can go wrong by the rules of the domain; nothing here knows HTTP.

    DomainError
    ├── NotFound              there is no such thing, or the caller may not know of it
    ├── UnknownCursor         a place in a list that this list never gave out
    ├── Forbidden             the caller's role does not allow it
    ├── Barred                it is not the role that does not allow it
    ├── CredentialsRefused    log-in or refresh with something that does not work
    ├── Conflict              it contradicts what is there
    ├── RebaseDisputed        two changes of the same places
    ├── PreconditionFailed    the resource is not in the state that the caller saw
    ├── Invalid               a rule that the contract's schemas can't state
    ├── VersionTooLow         a version that promises more than its content keeps
    ├── ComparisonGoesOn      what depends on a comparison that is not over
    ├── RateLimited           too many attempts
    ├── TooManyComparisons    too many of the team's comparisons are unfinished
    ├── TooManyStreams        too many streams are open
    ├── NotMockable           a version that no mock can be made of
    └── MockOverstrained      an answer of a mock takes more than it may

`code` is the stable name that programs go by (contract: ProblemCode).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from impl.error_codes import BarredCode, ConflictCode, CredentialsCode, InvalidCode


@dataclass(frozen=True, slots=True)
class Flaw:
    """One wrong thing in a request: in which part, where in it, and what is wrong.

    `pointer` is a JSON Pointer (RFC 6901); line and column count from 1.
    """

    part: Literal["path", "query", "header", "body"]
    pointer: str
    detail: str
    code: str | None = None
    line: int | None = None
    column: int | None = None
    mend: str | None = None


class DomainError(Exception):
    """Base of all refusals.

    Attributes:
        code: the stable name of what is wrong.
        detail: what is wrong in this case and how to mend it, for people.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class NotFound(DomainError):
    """There is no such thing, or the caller may not know of it."""

    def __init__(self, noun: str) -> None:
        super().__init__(
            "not_found", f"There is no such {noun}, or you may not know of it."
        )


class UnknownCursor(DomainError):
    """The cursor was not given out by this list with these filters."""

    def __init__(self) -> None:
        detail = (
            "This list gave out no such cursor. Follow `next_cursor` with the filters "
            "it came with, or leave `cursor` out to start again."
        )
        super().__init__("unknown_cursor", detail)


class Forbidden(DomainError):
    """The caller sees the resource but their role does not allow this."""

    def __init__(self, detail: str) -> None:
        super().__init__("forbidden", detail)


class Barred(DomainError):
    """It is not the role that does not allow this."""

    def __init__(self, code: BarredCode, detail: str) -> None:
        super().__init__(code, detail)


class CredentialsRefused(DomainError):
    """Credentials that were presented in the body do not work.

    Attributes:
        person_id: whose account was tried, if there is one; for operators only.
    """

    code: CredentialsCode

    def __init__(
        self, code: CredentialsCode, detail: str, person_id: UUID | None = None
    ) -> None:
        super().__init__(code, detail)
        self.person_id = person_id


class Conflict(DomainError):
    """The request contradicts what is there."""

    def __init__(self, code: ConflictCode, detail: str) -> None:
        super().__init__(code, detail)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A place of a proposed document that was changed on both sides.

    `pointer` is a JSON Pointer (RFC 6901); line and column count from 1.
    """

    pointer: str
    theirs: Literal["added", "changed", "removed"]
    ours: Literal["added", "changed", "removed"]
    line: int
    column: int


class RebaseDisputed(DomainError):
    """What was proposed and what was published since changed the same places.

    Attributes:
        disputes: the first of them.
    """

    def __init__(self, count: int, disputes: Sequence[Dispute]) -> None:
        places = f"{count} places that" if count > 1 else "a place that"
        super().__init__(
            "rebase_disputed",
            f"What was published since changed {places} the proposal changed too; see "
            "conflicts. Decide what it is to say there, and add a revision.",
        )
        self.disputes = tuple(disputes)


class PreconditionFailed(DomainError):
    """The resource has changed since the caller read it."""

    def __init__(self) -> None:
        detail = (
            "The resource is not in the state that `If-Match` names. Read it again "
            "and decide whether the change still makes sense."
        )
        super().__init__("precondition_failed", detail)


class Invalid(DomainError):
    """The request can be read but breaks a rule; `flaws` say where."""

    def __init__(
        self, code: InvalidCode, detail: str, flaws: Sequence[Flaw] = ()
    ) -> None:
        super().__init__(code, detail)
        self.flaws = tuple(flaws)


class VersionTooLow(DomainError):
    """A version says that nobody breaks who relied on the one before, and somebody may.

    Attributes:
        flaw: where the version stands.
        comparison_id: the comparison that shows it.
        changes: the gravest, as JSON.
    """

    def __init__(
        self,
        detail: str,
        flaw: Flaw,
        comparison_id: UUID,
        changes: Sequence[bytes] = (),
    ) -> None:
        super().__init__("version_too_low", detail)
        self.flaw = flaw
        self.comparison_id = comparison_id
        self.changes = tuple(changes)


class ComparisonGoesOn(DomainError):
    """Nothing can be said before a comparison is over.

    `retry_after` is how many whole seconds to wait.
    """

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__("comparison_not_finished", detail)
        self.retry_after = retry_after


class RateLimited(DomainError):
    """Too many attempts; `retry_after` is how many whole seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        detail = f"Too many attempts. Try again in {retry_after} s."
        super().__init__("rate_limited", detail)
        self.retry_after = retry_after


class TooManyStreams(DomainError):
    """The caller has as many streams open as they may, or all callers together.

    `retry_after` is how many whole seconds to wait.
    """

    def __init__(self) -> None:
        detail = "Too many streams are open. Close one, or wait until one ends."
        super().__init__("too_many_streams", detail)
        self.retry_after = 5


class NotMockable(DomainError):
    """No mock can be made of a version; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__("not_mockable", f"The version can't be mocked. {reason}")


class MockOverstrained(DomainError):
    """An answer of a mock takes more time or memory than there is for one."""

    def __init__(self) -> None:
        super().__init__("unavailable", "The mock finds no answer within its limits.")
        self.retry_after = 5


class TooManyComparisons(DomainError):
    """The team has as many unfinished comparisons as it may have.

    `retry_after` is how many whole seconds to wait.
    """

    def __init__(self, unfinished: int, most: int) -> None:
        detail = (
            f"{unfinished} comparisons of this team are unfinished, and {most} may be. "
            "Wait until one of them is finished."
        )
        super().__init__("too_many_comparisons", detail)
        self.retry_after = 5
