"""What a process of its own does to check usages and to judge for who has them.

Pure, and slow.
"""

import hashlib
import json
import time
from dataclasses import asdict
from typing import Any, Final

from impl.engine.canonical import canonical
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.text.documents import load_part
from impl.engine.usage.comparison import ConsumerComparisons
from impl.engine.usage.reading import parse_usage, usage_of
from impl.engine.usage.summaries import summary
from impl.errors import Flaw
from impl.jobs import comparison_answers
from impl.jobs.comparison_answers import LARGEST
from impl.jobs.framing import Parts
from impl.jobs.publishable_contracts import flaw_of

_MOST_FLAWS: Final = 100
_LONGEST_REASON: Final = 500
# What is used, whoever does so.
_USED: Final = ("operations", "webhooks")


def answer(message: Parts) -> Parts:
    """Do what a message asks for.

    Raises:
        ValueError: a contract has no canonical form.
        MemoryError: there is more to say than anybody would read.
    """
    verb, *asked = message
    return _check(*asked) if verb == b"check_usage" else _judge(*asked)


def _check(contract: bytes, content: bytes) -> list[bytes]:
    document = load_part(content)
    try:
        name = _digest(_counting(document.content))
        usage_of(document, comparison_answers.read(contract))
    except DocumentError as error:
        flaws = [flaw_of(fault) for fault in error.faults[:_MOST_FLAWS]]
    except ValueError as error:
        flaws = [Flaw("body", "", f"The usage has no digest: {error}.")]
    else:
        return [b"valid", name.encode(), content]
    number = len(flaws)
    count = f"{number} times" if number > 1 else "once"
    detail = f"The usage says {count} what its contract does not have; see errors."
    return [
        *(b"invalid", detail.encode()),
        # Lines would be those of a text that nobody has.
        *(
            json.dumps({**asdict(flaw), "line": None, "column": None}).encode()
            for flaw in flaws
        ),
    ]


def _judge(base: bytes, revision: bytes, asked: bytes, *usages: bytes) -> list[bytes]:
    wanted = json.loads(asked)
    contracts = comparison_answers.read(base), comparison_answers.read(revision)
    profile = PROFILES[wanted["profile"]].on(wanted["as_of"])
    seconds: float = wanted["seconds"]
    start = time.monotonic()
    whole = compare(*contracts, profile, seed=wanted["seed"], seconds=seconds)
    consumers = ConsumerComparisons(*contracts, whole, seconds=seconds)
    found: list[list[bytes]] = []
    size = 0
    for content in usages:
        said = json.loads(content)
        own = consumers.of(parse_usage(said))
        used = _counting(said)
        reason = _clipped(summary(own))
        parts = comparison_answers.written(own.comparison, contracts, used, reason)
        size += sum(map(len, parts))
        if found and size > LARGEST:
            break
        found.append(parts)
        # Whoever comes last is to have as much time as if alone.
        if time.monotonic() - start > seconds / 2:
            break
    if size > LARGEST and len(found) == 1:
        raise MemoryError
    counts = json.dumps([len(parts) for parts in found]).encode()
    return [counts, *(part for parts in found for part in parts)]


def _counting(said: dict[str, Any]) -> dict[str, Any]:
    return {group: said[group] for group in _USED if group in said}


def _digest(used: dict[str, Any]) -> str:
    return f"sha256:{hashlib.sha256(canonical(used)).hexdigest()}"


def _clipped(text: str) -> str:
    safe = text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    whole = len(safe) <= _LONGEST_REASON
    return safe if whole else f"{safe[: _LONGEST_REASON - 1]}…"
