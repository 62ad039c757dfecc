"""From uploaded bytes to a contract that may be published. Pure, and slow: seconds."""

import hashlib
import re
from typing import Any, Final

from impl.engine.canonical import digest
from impl.engine.check.contract import check_reading
from impl.engine.diagnostics.diagnostic import DocumentError, Fault
from impl.engine.openapi.operations import operations_in
from impl.engine.repair.contract import repair
from impl.engine.text.documents import Document, load
from impl.engine.text.limits import Limits
from impl.errors import Flaw, Invalid
from impl.jobs.examination_task import PublishableContract

# The pattern of the contract's SemanticVersion.
_NUMBER: Final = r"(0|[1-9][0-9]{0,8})"
_LABEL: Final = r"(0|[1-9][0-9]{0,8}|[0-9]{0,8}[a-zA-Z-][0-9a-zA-Z-]{0,20})"
SEMANTIC_VERSION: Final = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(-{_LABEL}(\.{_LABEL}){{0,3}})?"
)
_OPENAPI: Final = re.compile(r"3\.[0-2]\.[0-9]{1,3}(-.{1,20})?")
LIMITS: Final = Limits(bytes=16 * 1024 * 1024)
_MOST_FLAWS: Final = 100
_LONGEST_TEXT: Final = 2000
_LONGEST_TITLE: Final = 1000
_MOST_OPERATIONS: Final = 100_000


def examine(content: bytes, media_type: str) -> PublishableContract:
    """Return what is known of a contract.

    Raises:
        Invalid: it is no valid OpenAPI 3.0, 3.1 or 3.2 document in this media type; the
            flaws say where and how to mend it (`invalid_contract`).
    """
    try:
        document = load(content, limits=LIMITS)
    except DocumentError as error:
        raise refused(error.faults) from None
    _require_form(document, media_type)
    reading = repair(document, most=0)
    errors = [each for each in check_reading(reading) if each.severity == "error"]
    if errors:
        raise refused(errors)
    info = reading.content["info"]
    try:
        name = digest(document)
    except ValueError as error:
        raise _refused_at(
            document, "", f"The document has no digest: {error}."
        ) from None
    operations = _count_operations(reading.content, document.version)
    if operations > _MOST_OPERATIONS:
        detail = f"The document has {operations} operations, more than are taken."
        raise _refused_at(document, "/paths", detail)
    version = info["version"]
    return PublishableContract(
        digest=name,
        media_type=media_type,
        openapi=document.content["openapi"],
        title=_storable(info["title"])[:_LONGEST_TITLE],
        version=version if SEMANTIC_VERSION.fullmatch(version) else None,
        operations=operations,
        text=hashlib.sha256(content).hexdigest(),
    )


def refused(faults: tuple[Fault, ...] | list[Fault]) -> Invalid:
    """Return the refusal of a document with these faults."""
    count = f"{len(faults)} faults" if len(faults) > 1 else "a fault"
    detail = f"The document is not a valid contract: it has {count}; see errors."
    return Invalid(
        "invalid_contract", detail, [flaw_of(fault) for fault in faults[:_MOST_FLAWS]]
    )


def _require_form(document: Document, media_type: str) -> None:
    if media_type == "application/json" and document.format != "json":
        detail = "The document is YAML, but was sent as application/json."
        raise _refused_at(document, "", detail, "Send it as application/yaml.")
    if not _OPENAPI.fullmatch(document.content["openapi"]):
        detail = "Contracts are published in OpenAPI 3.0, 3.1 or 3.2."
        raise _refused_at(document, "/openapi", detail, "Write it as in 3.1.0.")


def _refused_at(
    document: Document, pointer: str, detail: str, mend: str | None = None
) -> Invalid:
    place = document.position(pointer)
    flaw = Flaw(
        "body",
        pointer,
        detail,
        "unsupported_document",
        line=place.line,
        column=place.column,
        mend=mend,
    )
    return Invalid("invalid_contract", detail, [flaw])


def flaw_of(fault: Fault) -> Flaw:
    """Return a fault as what is wrong in a body."""
    return Flaw(
        "body",
        _clipped(fault.pointer),
        _clipped(fault.message),
        code=fault.code,
        line=fault.line,
        column=fault.column,
        mend=_clipped(fault.mend),
    )


def _clipped(text: str) -> str:
    safe = _storable(text)
    return safe if len(safe) <= _LONGEST_TEXT else safe[: _LONGEST_TEXT - 1] + "…"


def _storable(text: str) -> str:
    """Return a text that PostgreSQL and UTF-8 can hold."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _count_operations(content: dict[str, Any], version: str) -> int:
    items = (content.get("paths") or {}).values()
    return sum(1 for item in items for _ in operations_in(item, version))
