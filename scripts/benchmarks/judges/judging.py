"""What we say of each pair of a suite, beside what the suite says."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import PROFILES, Verdict
from impl.engine.comparison.verdicts.schema_comparison import compare_bare
from impl.engine.diagnostics.diagnostic import DocumentError
from scripts.benchmarks.judges import confluent, oasdiff, openapi_diff, qubership
from scripts.benchmarks.judges.pairs import SuitePair
from scripts.benchmarks.judges.rulings import ruling
from scripts.comparing.reading import read_contract

# `policy`: the suite says what another of our profiles says, or it was read why neither
# does; `untold`: it says nothing.
Outcome = Literal["right", "policy", "wrong", "undecided", "unreadable", "untold"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

SUITES: Mapping[str, Callable[[Path], Iterable[SuitePair]]] = {
    "oasdiff": oasdiff.pairs,
    "openapi-diff": openapi_diff.pairs,
    "qubership": qubership.pairs,
    "confluent": confluent.pairs,
}


@dataclass(frozen=True)
class JudgedPair:
    """What came of a pair.

    Attributes:
        pair: the pair.
        outcome: how our verdict stands to that of the suite.
        verdict: ours; why not, if there is none.
        kinds: the kinds of what was found.
        ruling: why it is policy, where no other profile says so.
    """

    pair: SuitePair
    outcome: Outcome
    verdict: str
    kinds: tuple[str, ...] = ()
    ruling: str = ""


def judge(suite: str, pairs: Iterable[SuitePair]) -> Iterator[JudgedPair]:
    """Compare the pairs of a suite, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        for pair in pairs:
            found = _of_schemas(pair) if pair.is_schema else _judged(pair, Path(folder))
            reason = ruling(suite, pair.name) if found.outcome == "wrong" else ""
            yield replace(found, outcome="policy", ruling=reason) if reason else found


def _judged(pair: SuitePair, folder: Path) -> JudgedPair:
    try:
        base, revision = (
            read_contract(str(_file(held, folder / name))).contract
            for name, held in (("a.yaml", pair.base), ("b.yaml", pair.revision))
        )
    except DocumentError as error:
        return JudgedPair(pair, "unreadable", str(error).partition("\n")[0])
    found = compare(base, revision)
    kinds = tuple(sorted({fact.kind.name for fact in found.facts}))
    others = [found.under(profile).verdict for profile in PROFILES.values()]
    return JudgedPair(pair, _outcome(pair, found.verdict, others), found.verdict, kinds)


def _file(held: Any, file: Path) -> Path:
    if isinstance(held, Path):
        return held
    file.write_text(held)
    return file


def _of_schemas(pair: SuitePair) -> JudgedPair:
    # Whoever reads by the second one reads what was written by the first.
    found = compare_bare(pair.base, pair.revision, direction="request")
    return JudgedPair(pair, _outcome(pair, found["verdict"], []), found["verdict"])


def _outcome(pair: SuitePair, verdict: Verdict, others: list[Verdict]) -> Outcome:
    if verdict == "undecided":
        return "undecided"
    if pair.breaks is None:
        return "untold"
    if (verdict == "breaking") is pair.breaks:
        return "right"
    is_policy = any((each == "breaking") is pair.breaks for each in others)
    return "policy" if is_policy else "wrong"


def render(judged: Mapping[str, list[JudgedPair]]) -> str:
    """Write a table with a line for each suite, and what is not right below it."""
    lines = ["| suite | pairs | " + " | ".join(OUTCOMES) + " |"]
    lines.append("|---" * (len(OUTCOMES) + 2) + "|")
    for suite, found in judged.items():
        counts = Counter(each.outcome for each in found)
        cells = [suite, len(found), *(counts[each] for each in OUTCOMES)]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    told = [
        f"{suite}: {each.outcome}: {each.pair.name}: {_difference(each)}"
        for suite, found in judged.items()
        for each in found
        if each.outcome not in ("right", "untold")
    ]
    return "\n".join([*lines, "", *told] if told else lines)


def _difference(judged: JudgedPair) -> str:
    said = {True: "breaking", False: "compatible", None: "nothing"}[judged.pair.breaks]
    kinds = f" ({', '.join(judged.kinds)})" if judged.kinds else ""
    reason = f": {judged.ruling}" if judged.ruling else ""
    return f"{judged.verdict}{kinds} in place of {said}{reason}"
