"""The tables of compilers: medians, and the subject's ratio to its fastest peer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

SUBJECT = "countersign"


@dataclass(frozen=True)
class RoundSample:
    """One round of one generator.

    Seconds to compile, as they pass and of all processors; seconds to boot; MB of
    memory; microseconds for a request. `fault` says why it does not boot.
    """

    wall: float
    cpu: float
    boot: float = 0.0
    memory: float = 0.0
    cost: float = 0.0
    fault: str = ""


# One sample for each round, or the reason why there is none.
Cell = Sequence[RoundSample] | str
Cells = Mapping[str, Cell]
Value = Callable[[RoundSample], float]


def _wall(sample: RoundSample) -> float:
    return sample.wall


_MEASURES: Mapping[str, Value] = {
    "compile s": _wall,
    "CPU s": lambda sample: sample.cpu,
    "boot s": lambda sample: sample.boot,
    "MB": lambda sample: sample.memory,
}


def middle(cell: Cell | None, value: Value) -> float | None:
    """Return the median over the rounds; None where nothing was measured."""
    samples = [value(s) for s in cell or () if isinstance(s, RoundSample)]
    return median(samples) if samples and any(samples) else None


def ratio(cells: Cells, value: Value) -> float | None:
    """Return the subject's value by the least of its peers'; None without both.

    Less is better in all that is measured here, so 1 or less is as good as any.
    """
    own = middle(cells.get(SUBJECT), value)
    found = [middle(cell, value) for name, cell in cells.items() if name != SUBJECT]
    peers = [each for each in found if each is not None]
    return own / min(peers) if own is not None and peers else None


def summary(cells: Cells) -> str:
    """Return one line on compiling, for those who watch."""
    shown = "{:.2f}".format
    parts = [f"{name} {_shown(cell, _wall, shown)}" for name, cell in cells.items()]
    return ", ".join(parts)


def render_contracts(results: Mapping[str, Cells]) -> str:
    """Return one table for each thing that is measured, a row for each contract."""
    tables = [_table(name, results, value) for name, value in _MEASURES.items()]
    return "\n\n".join([*tables, *_reasons(results)])


def render_dispatch(results: Mapping[int, Cells]) -> str:
    """Return the tables of one request by the number of operations."""
    rows = {f"{size} operations": cells for size, cells in results.items()}
    title = "µs (requests/s)"
    cost = _table(title, rows, lambda sample: sample.cost, _with_rate)
    return "\n\n".join([cost, *_reasons(rows)])


def _with_rate(microseconds: float) -> str:
    return f"{microseconds:.1f} ({1e6 / microseconds:,.0f})"


def _table(
    title: str,
    results: Mapping[str, Cells],
    value: Value,
    form: Callable[[float], str] = "{:.2f}".format,
) -> str:
    names = next(iter(results.values()), {})
    head = f"{title:<20}" + "".join(f"{name:>26}" for name in names)
    lines = [f"{head}   {SUBJECT} / fastest peer"]
    for row, cells in results.items():
        texts = [_shown(cells[name], value, form) for name in names]
        line = f"{row:<20}" + "".join(f"{text:>26}" for text in texts)
        found = ratio(cells, value)
        lines.append(line if found is None else f"{line}   {found:.2f}x")
    return "\n".join(lines)


def _shown(cell: Cell, value: Value, form: Callable[[float], str]) -> str:
    if isinstance(cell, str):
        return cell.partition(":")[0]
    found = middle(cell, value)
    return "does not run" if found is None else form(found)


def _reasons(results: Mapping[str, Cells]) -> list[str]:
    lines = []
    for row, cells in results.items():
        for name, cell in cells.items():
            faults = [cell] if isinstance(cell, str) else [s.fault for s in cell]
            lines += [f"{row}: {name}: {fault}" for fault in faults[:1] if fault]
    return ["\n".join(lines)] if lines else []
