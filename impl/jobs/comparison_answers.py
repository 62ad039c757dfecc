"""What a process of its own does to compare and to verify. Pure, and slow.

Apart from the messages, so that the service does not load what it never runs.
"""

import json
from typing import Any, Final

from impl.engine.canonical import canonical
from impl.engine.comparison.reports.changes import changes
from impl.engine.comparison.reports.markdown import markdown
from impl.engine.comparison.verdicts.certificates import certificate
from impl.engine.comparison.verdicts.comparison import ContractComparison, compare
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.engine.repair.contract import Repaired, repair
from impl.engine.text.documents import load
from impl.engine.usage.verification import verify
from impl.jobs.framing import Parts
from impl.jobs.publishable_contracts import LIMITS

LARGEST: Final = 64 * 1024 * 1024


def answer(message: Parts) -> Parts:
    """Do what a message asks for.

    Raises:
        ValueError: a contract has no canonical form.
        MemoryError: there is more to say than anybody would read.
    """
    verb, base, revision, asked = message
    contracts = read(base), read(revision)
    if verb == b"verify":
        problems = verify(json.loads(asked), *contracts)
        return [json.dumps(problems).encode()]
    wanted = json.loads(asked)
    profile = PROFILES[wanted["profile"]].on(wanted["as_of"])
    found = compare(*contracts, profile, seed=wanted["seed"], seconds=wanted["seconds"])
    parts = written(found, contracts)
    if sum(map(len, parts)) > LARGEST:
        raise MemoryError
    return parts


def written(
    found: ContractComparison,
    contracts: tuple[Repaired, Repaired],
    usage: dict[str, Any] | None = None,
    reason: str | None = None,
) -> list[bytes]:
    """Write what came out of a comparison, of what is used if not of everything."""
    record = certificate(found, usage)
    profile = found.profile
    told = {
        "verdict": found.verdict,
        "semver": found.semver,
        "base_meaning": found.base,
        "revision_meaning": found.revision,
        "certificate_digest": record["digest"],
        "reason": reason,
    }
    held = [_of_documents(change) for change in changes(found, *contracts)]
    log = markdown(
        held, verdict=found.verdict, semver=found.semver, profile=profile.name
    )
    parts = [json.dumps(told).encode(), canonical(record), log.encode()]
    for change in held:
        parts += (change["verdict"].encode(), _change(change))
    return parts


def read(content: bytes) -> Repaired:
    """Read a valid contract."""
    return repair(load(content, limits=LIMITS))


def _of_documents(change: dict[str, Any]) -> dict[str, Any]:
    # The name of a file says nothing about a document that was posted.
    sides = {
        side: {name: change[side][name] for name in ("pointer", "line")}
        for side in ("base", "revision")
    }
    return {**change, **sides}


def _change(change: dict[str, Any]) -> bytes:
    left_out = {name for name, value in change.items() if value is None} | {"place"}
    held = {name: value for name, value in change.items() if name not in left_out}
    return json.dumps(held).encode()
