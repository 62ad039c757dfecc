"""The kind of a fact: what is the same for all facts of one name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

MessageDirection = Literal["request", "response", "none"]
# What it comes to: nobody notices, or may; somebody in practice; somebody for sure.
Level = Literal["compatible", "risky", "breaking"]


class Effect(Enum):
    """What happened on the way from the base to the revision, as people say it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    NARROWED = "narrowed"
    WIDENED = "widened"
    REQUIRED = "required"
    OPTIONAL = "optional"
    READ_ONLY = "read-only"
    WRITABLE = "writable"
    DEPRECATED = "deprecated"
    REINSTATED = "reinstated"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    SATISFIABLE = "satisfiable"
    UNSATISFIABLE = "unsatisfiable"


class Misreading(Enum):
    """How a message that both sides accept is taken for something else by one."""

    IGNORED_PROPERTY = "a property that it carries is ignored"
    DEFAULT = "what it leaves out stands for another value"
    DISCRIMINATOR = "a value in it names another schema"
    PARAMETER = "a parameter is read as another value"
    FORM = "a property of a form is read as another value"
    HEADER = "a header is read as another value"
    XML = "a part of it is written in XML as something else"


@dataclass(frozen=True, slots=True, eq=False)
class FactKind:
    """What is the same for all facts of one kind.

    Attributes:
        name: what certificates and reports call it; for machines, and for ever.
        title: the same for people.
        direction: whether requests or responses are concerned.
        change: what happened.
        is_informational: no client notices it, so that it raises the patch alone.
        is_annotation: no validator notices it.
        misreading: how messages show it that nobody refuses; None if they are refused.
        level: what it comes to for those whom no message breaks.
        level_in_code: the same for code that was generated from the contract.
        is_of_code: nobody but generated code notices.
    """

    name: str
    title: str
    direction: MessageDirection
    change: Effect
    is_informational: bool = False
    is_annotation: bool = False
    misreading: Misreading | None = None
    level: Level = "compatible"
    level_in_code: Level = "compatible"
    is_of_code: bool = False
