"""Since when operations stand, and what is used of contracts, as far as it is kept."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    LargeBinary,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import distinct_on

from impl.database.unit_of_work import Reader
from impl.overview_records import FoundChange, ReleaseStep, UsageText
from impl.repositories.comparisons import changes, comparisons
from impl.repositories.consumer_versions import known_contracts
from impl.repositories.rows import Query
from impl.repositories.versions import is_release, numbers_of, versions

# No change that says that an operation was added is larger, unless its path is.
_LARGEST: Final = 16_384
_KIND: Final = b'"operation-added"'
_this = versions.alias("this_version")
_numbers = numbers_of(versions)
_OF_API = versions.c.api_id == bindparam("api_id", type_=Uuid)
_releases = (
    select(
        versions.c.id,
        versions.c.version,
        _numbers.label("numbers"),
        func.lag(versions.c.id).over(order_by=_numbers).label("below_id"),
    )
    .select_from(
        versions.join(
            _this,
            and_(
                _this.c.id == bindparam("version_id", type_=Uuid),
                _this.c.api_id == versions.c.api_id,
            ),
        )
    )
    .where(
        _OF_API,
        or_(
            versions.c.id == _this.c.id,
            and_(is_release(versions), _numbers < numbers_of(_this)),
        ),
    )
    .order_by(_numbers.desc())
    .limit(bindparam("most", type_=BigInteger))
    .subquery("release")
)
_found = comparisons.c.compatible + comparisons.c.breaking + comparisons.c.undecided
# Which operations there are does not depend on who reads.
_comparison = (
    select(
        comparisons.c.id, (_found + func.coalesce(comparisons.c.risky, 0)).label("size")
    )
    .where(
        comparisons.c.api_id == bindparam("api_id", type_=Uuid),
        comparisons.c.base_version_id == _releases.c.below_id,
        comparisons.c.revision_version_id == _releases.c.id,
        comparisons.c.usage_digest.is_(None),
        comparisons.c.state == "finished",
    )
    .order_by(comparisons.c.finished_at.desc())
    .limit(1)
    .lateral("comparison")
)
_STEPS = Query(
    ReleaseStep,
    select(
        _releases.c.id,
        _releases.c.version,
        _releases.c.below_id,
        _comparison.c.id.label("comparison_id"),
        _comparison.c.size.label("changes"),
    )
    .select_from(_releases.outerjoin(_comparison, true()))
    .order_by(_releases.c.numbers.desc()),
)
_ADDED = Query(
    FoundChange,
    select(changes.c.comparison_id, changes.c.content)
    .where(
        changes.c.comparison_id
        == func.any(bindparam("comparison_ids", type_=ARRAY(Uuid))),
        func.octet_length(changes.c.content) <= _LARGEST,
        func.pg_catalog.position(changes.c.content, literal(_KIND, LargeBinary)) > 0,
    )
    .limit(bindparam("most", type_=BigInteger)),
    content=bytes,
)
_OF_OPERATION = Query(
    FoundChange,
    select(changes.c.comparison_id, changes.c.content)
    .where(
        changes.c.comparison_id
        == func.any(bindparam("comparison_ids", type_=ARRAY(Uuid))),
        func.octet_length(changes.c.content) <= _LARGEST,
        func.pg_catalog.position(
            changes.c.content, bindparam("operation", type_=LargeBinary)
        )
        > 0,
    )
    .limit(bindparam("most", type_=BigInteger)),
    content=bytes,
)
_USAGES = Query(
    UsageText,
    select(known_contracts.c.usage_digest, known_contracts.c.usage.label("content"))
    .where(
        known_contracts.c.version_id
        == func.any(bindparam("version_ids", type_=ARRAY(Uuid))),
        known_contracts.c.usage_digest
        == func.any(bindparam("digests", type_=ARRAY(Text))),
        func.octet_length(known_contracts.c.usage)
        <= bindparam("largest", type_=BigInteger),
    )
    .ext(distinct_on(known_contracts.c.usage_digest))
    .order_by(known_contracts.c.usage_digest)
    .limit(bindparam("most", type_=BigInteger)),
    content=bytes,
)


async def steps(
    reader: Reader, api_id: UUID, version_id: UUID, most: int
) -> tuple[ReleaseStep, ...]:
    """Return a version and the releases below it, the highest first.

    The caller has to see the API.
    """
    values = {"api_id": api_id, "version_id": version_id, "most": most}
    return await _STEPS.every(reader, values)


async def added(
    reader: Reader, comparison_ids: Collection[UUID], most: int
) -> tuple[FoundChange, ...]:
    """Return changes of comparisons that may say that an operation was added.

    The caller has to see the comparisons. Of operations whose names have thousands of
    characters it has none.
    """
    values = {"comparison_ids": [*comparison_ids], "most": most}
    return await _ADDED.every(reader, values)


async def changes_of(
    reader: Reader, comparison_ids: Collection[UUID], operation: bytes, most: int
) -> tuple[FoundChange, ...]:
    """Return changes of comparisons that may reach an operation, as JSON names it.

    The caller has to see the comparisons. None that is very large.
    """
    values = {
        "comparison_ids": [*comparison_ids],
        "operation": operation,
        "most": most,
    }
    return await _OF_OPERATION.every(reader, values)


async def usages(
    reader: Reader,
    version_ids: Collection[UUID],
    digests: Collection[str],
    largest: int,
    most: int,
) -> tuple[UsageText, ...]:
    """Return what is used of versions, by digests that the caller knows of.

    None that has more than `largest` bytes.
    """
    values = {
        "version_ids": [*version_ids],
        "digests": [*digests],
        "largest": largest,
        "most": most,
    }
    return await _USAGES.every(reader, values)
