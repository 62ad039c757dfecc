"""What came out of comparisons, as it is stored."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    LargeBinary,
    Text,
    bindparam,
    func,
    null,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from impl.comparison_records import ComparisonResult
from impl.database.unit_of_work import UnitOfWork
from impl.repositories import rows
from impl.repositories.comparisons import changes, comparisons

# What is so of each that is over.
OVER: Final = {
    "lease_ends_at": null(),
    "finished_at": func.now(),
    "revision": comparisons.c.revision + 1,
}
_RESULT: Final[dict[str, Any]] = {
    "state": "finished",
    "reason": bindparam("new_reason", type_=Text),
    "verdict": bindparam("new_verdict", type_=Text),
    "semver": bindparam("new_semver", type_=Text),
    "base_meaning": bindparam("new_base_meaning", type_=Text),
    "revision_meaning": bindparam("new_revision_meaning", type_=Text),
    "compatible": bindparam("new_compatible", type_=BigInteger),
    "risky": bindparam("new_risky", type_=BigInteger),
    "breaking": bindparam("new_breaking", type_=BigInteger),
    "undecided": bindparam("new_undecided", type_=BigInteger),
    "certificate": bindparam("new_certificate", type_=LargeBinary),
    "certificate_digest": bindparam("new_certificate_digest", type_=Text),
    "changelog": bindparam("new_changelog", type_=LargeBinary),
}


_ADD_CHANGES = insert(changes)


def finishing(condition: ColumnElement[bool]) -> Executable:
    """Return the statement that `store` runs, on whatever is under a condition."""
    finished = update(comparisons).where(condition).values(**OVER, **_RESULT)
    return finished.returning(comparisons.c.id)


async def store(
    work: UnitOfWork,
    statement: Executable,
    job: Mapping[str, object],
    result: ComparisonResult,
) -> bool:
    """Store what came out by a statement of `finishing`; False if it finds none.

    `job` is the values that the statement's condition goes by, with `job_id`.
    """
    verdicts = [verdict for verdict, _ in result.changes]
    values = {
        **job,
        "new_reason": result.reason,
        "new_verdict": result.verdict,
        "new_semver": result.semver,
        "new_base_meaning": result.base_meaning,
        "new_revision_meaning": result.revision_meaning,
        "new_compatible": verdicts.count("compatible"),
        "new_risky": verdicts.count("risky"),
        "new_breaking": verdicts.count("breaking"),
        "new_undecided": verdicts.count("undecided"),
        "new_certificate": result.certificate,
        "new_certificate_digest": result.certificate_digest,
        "new_changelog": result.changelog,
    }
    if await rows.value(work, statement, values) is None:
        return False
    if found := _numbered(job["job_id"], result.changes):
        await rows.execute(work, _ADD_CHANGES, found)
    return True


def _numbered(
    comparison_id: object, found: Sequence[tuple[str, bytes]]
) -> list[dict[str, object]]:
    return [
        {
            "comparison_id": comparison_id,
            "number": number,
            "verdict": verdict,
            "content": content,
        }
        for number, (verdict, content) in enumerate(found, 1)
    ]
