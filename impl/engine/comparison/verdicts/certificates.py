"""Certificates: verdicts with all that is needed to check them again, offline.

A certificate names both contracts by digest and carries every fact with its witnesses.
What was proved is not proved again; the certificate says by which engine it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.canonical import digest
from impl.engine.comparison.verdicts.certificate_format import (
    ENGINE,
    FIELDS,
    FORMAT,
)

if TYPE_CHECKING:
    from impl.engine.comparison.differences.facts import Fact
    from impl.engine.comparison.verdicts.comparison import ContractComparison


def certificate(
    comparison: ContractComparison, usage: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Write a comparison as a record that can be checked, named by its own digest.

    `usage` is what counts, as it is written in files, if not everything does.
    """
    record = {
        "format": FORMAT,
        "engine": ENGINE,
        "base": comparison.base,
        "revision": comparison.revision,
        "profile": comparison.profile.describe(),
        "seed": comparison.seed,
        "verdict": comparison.verdict,
        "semver": comparison.semver,
        "facts": [_record(fact) for fact in comparison.facts],
    }
    if usage is not None:
        record["usage"] = usage
    return {**record, "digest": digest(record)}


def _record(fact: Fact) -> dict[str, Any]:
    held = {name: getattr(fact, name) for name in FIELDS}
    return {
        **held,
        "kind": fact.kind.name,
        "fingerprint": fact.fingerprint,
        "marks": [mark.value for mark in fact.marks],
        "operations": list(fact.operations),
    }
