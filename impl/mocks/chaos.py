"""Faults on purpose: latency, errors and dropped connections, the same by one seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generated.runtime.contract.operation import Operation

_MOST_RULES, _MOST_DELAY = 100, 60.0
_KINDS = ("constant", "uniform", "normal", "exponential", "lognormal")


class NoRule(ValueError):
    """What was given is no rule of faults; the message says why."""


@dataclass(frozen=True, slots=True)
class Latency:
    """A distribution of delays, in milliseconds.

    Attributes:
        kind: one of constant, uniform, normal, exponential, lognormal.
        mean: of the delays; of a uniform one, its middle.
        spread: the standard deviation; of a uniform one, how far it goes either way; of
            a lognormal one, the sigma of its logarithm.
    """

    kind: str
    mean: float
    spread: float = 0.0

    def seconds(self, chance: random.Random) -> float:
        """Return a delay, at most a minute."""
        match self.kind:
            case "uniform":
                drawn = chance.uniform(self.mean - self.spread, self.mean + self.spread)
            case "normal":
                drawn = chance.gauss(self.mean, self.spread)
            case "exponential":
                drawn = chance.expovariate(1 / self.mean) if self.mean else 0.0
            case "lognormal":
                drawn = self.mean * chance.lognormvariate(0, self.spread)
            case _:
                drawn = self.mean
        return min(max(drawn, 0.0) / 1000, _MOST_DELAY)


@dataclass(frozen=True, slots=True)
class Rule:
    """Faults of some operations.

    Attributes:
        operation: an operationId, "GET /path", or "*" for all.
        probability: of each request, 0 to 1.
        latency: how long to wait. status: of the error to answer, 400 to 599.
        drops: whether to leave the request without an answer.
    """

    operation: str = "*"
    probability: float = 1.0
    latency: Latency | None = None
    status: int | None = None
    drops: bool = False

    def fits(self, operation: Operation) -> bool:
        """Is the rule about an operation?"""
        names = ("*", operation.operation_id, f"{operation.method} {operation.path}")
        return self.operation in names

    def as_object(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        latency = self.latency
        return {
            "operation": self.operation,
            "probability": self.probability,
            "latency": latency
            and {
                "kind": latency.kind,
                "mean": latency.mean,
                "spread": latency.spread,
            },
            "status": self.status,
            "drop": self.drops,
        }


@dataclass(frozen=True, slots=True)
class FaultsOnPurpose:
    """What is done to one request."""

    seconds: float = 0.0
    status: int | None = None
    drops: bool = False


class Chaos:
    """Draws what is done to each request, from a seed and how many came before.

    Attributes:
        rules: what it draws from. drawn: for how many requests it has done so.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.drawn = 0
        self.rules: list[Rule] = []

    def replace(self, rules: Iterable[Rule], drawn: int = 0) -> None:
        """Take these rules, and draw as if they had been drawn from so often."""
        self.rules = list(rules)
        self.drawn = drawn

    def draw(self, operation: Operation) -> FaultsOnPurpose | None:
        """Return what to do to the next request of an operation; None for nothing."""
        fitting = [rule for rule in self.rules if rule.fits(operation)]
        if not fitting:
            return None
        self.drawn += 1
        seconds, status, drops = 0.0, None, False
        for number, rule in enumerate(fitting):
            chance = random.Random(f"{self._seed}/{self.drawn}/{number}")  # noqa: S311 - no secret
            if chance.random() >= rule.probability:
                continue
            seconds += rule.latency.seconds(chance) if rule.latency else 0.0
            status = status or rule.status
            drops = drops or rule.drops
        return FaultsOnPurpose(min(seconds, _MOST_DELAY), status, drops)


def rules_of(value: object) -> list[Rule]:
    """Return the rules that JSON values hold.

    Raises:
        NoRule: one is none.
    """
    if not isinstance(value, list) or len(value) > _MOST_RULES:
        raise NoRule(f"The rules are a list of at most {_MOST_RULES}.")
    return [_rule(each) for each in value]


def _rule(value: object) -> Rule:
    if not isinstance(value, dict):
        raise NoRule("A rule is an object.")
    known = {"operation", "probability", "latency", "status", "drop"}
    if unknown := value.keys() - known:
        raise NoRule(f"A rule has no member {min(unknown)!r}; it has {sorted(known)}.")
    operation = value.get("operation", "*")
    if not isinstance(operation, str):
        raise NoRule("operation is an operationId, 'GET /path' or '*'.")
    probability = _number(value.get("probability", 1), "probability", 1)
    status = value.get("status")
    if status is not None and (type(status) is not int or not 400 <= status <= 599):
        raise NoRule("status is a number from 400 to 599.")
    drops = value.get("drop", False)
    if not isinstance(drops, bool):
        raise NoRule("drop is true or false.")
    return Rule(operation, probability, _latency(value.get("latency")), status, drops)


def _latency(value: object) -> Latency | None:
    if value is None:
        return None
    most = _MOST_DELAY * 1000
    if not isinstance(value, Mapping):
        return Latency("constant", _number(value, "latency", most))
    kind = value.get("kind", "constant")
    if kind not in _KINDS:
        raise NoRule(f"The kind of a latency is one of {', '.join(_KINDS)}.")
    mean = _number(value.get("mean", 0), "mean", most)
    limit = 10 if kind == "lognormal" else most
    return Latency(kind, mean, _number(value.get("spread", 0), "spread", limit))


def _number(value: object, name: str, most: float) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= float(str(value)) <= most:
        raise NoRule(f"{name} is a number from 0 to {most:g}.")
    return float(str(value))
