"""Says what a run under hostile load has shown, to people and to machines."""

import json
from dataclasses import asdict

from scripts.benchmarks.hostile.judging import Measured, verdicts
from scripts.benchmarks.hostile.neighbours import Seen
from scripts.benchmarks.hostile.run import PACES, AttackPlan
from scripts.benchmarks.hostile.scene import source_address
from scripts.proving.verdicts import percentile, table


def held(measured: Measured) -> bool:
    """Whether no target is missed."""
    return all(one.held for one in verdicts(measured))


def as_json(measured: Measured) -> str:
    """Return all that was seen and how it is judged."""
    judged = [one.as_json() for one in verdicts(measured)]
    return json.dumps({"verdicts": judged, "measured": asdict(measured)}, indent=2)


def render(measured: Measured, plan: AttackPlan, cores: int) -> str:
    """Return the tables and the verdicts."""
    paces = ", ".join(f"{name} every {pace:g} s" for name, pace in PACES.items())
    heading = (
        f"{plan.workers} worker(s) on {cores} cores, default limits, no rate raised; "
        f"{plan.teams} team(s) of one attacker\n  others: {paces}"
    )
    parts = [
        heading,
        attacks(measured),
        activities(measured.seen),
        holdings(measured),
        table(verdicts(measured)),
    ]
    return "\n\n".join(parts)


def attacks(measured: Measured) -> str:
    """Return how much of the attack arrived, and how it was answered."""
    attack = measured.attack
    answers = ", ".join(
        f"{count} x {answer}" for answer, count in sorted(attack["answers"].items())
    )
    slowest = ", ".join(f"{name} {took:.0f} s" for name, took in attack["slowest"])
    lines = [
        f"  attack: {attack['settled']} of {attack['sent']} hostile requests settled",
        f"  in {attack['seconds']:.0f} s, after a wait where they were told to wait",
        f"  answers: {answers}",
        f"  slowest: {slowest}",
    ]
    if source_address() is None:
        lines.append("  (no address of its own: the attacker shares others' limits)")
    return "\n".join(lines)


def activities(seen: Seen) -> str:
    """Return a line for each activity: how many, and how long they took."""
    lines = [f"  {'others':<12}{'n':>7}{'p50 ms':>10}{'p99 ms':>10}{'max ms':>10}"]
    for name, seconds in seen.seconds.items():
        middle, high = percentile(seconds, 0.5) or 0, percentile(seconds, 0.99) or 0
        lines.append(
            f"  {name:<12}{len(seconds):>7}{middle * 1000:>10.0f}"
            f"{high * 1000:>10.0f}{max(seconds) * 1000:>10.0f}"
        )
    late = percentile(seen.own_lag, 0.99) or 0
    lines.append(f"  (of which this client's own lateness, p99: {late * 1000:.0f} ms)")
    lines += [f"  wrong: {n:>4} x {what}" for what, n in sorted(seen.wrong.items())]
    return "\n".join(lines)


def holdings(measured: Measured) -> str:
    """Return a line for each moment: what the service's processes hold."""
    lines = [f"  {'service':<16}{'RSS MB':>8}{'descriptors':>13}{'processes':>11}"]
    moments = {
        "before": measured.before,
        "at its peak": measured.peak,
        "a minute later": measured.after,
    }
    lines += [
        f"  {name:<16}{one.rss / 2**20:>8.0f}{one.descriptors:>13}{one.processes:>11}"
        for name, one in moments.items()
    ]
    return "\n".join(lines)
