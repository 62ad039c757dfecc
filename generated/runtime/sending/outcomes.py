# A copy of Countersign's scripts/codegen/runtime/sending/outcomes.py.
"""What may come of sending, besides the answers that the contract declares.

NotSent
  InvalidEvent   a parameter or the body is not what the contract describes
  NoTarget       there is no usable address to send it to
    RefusedTarget  the address is not one of those that are allowed
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..contract.violations import Violation


class NotSent(Exception):
    """A message did not leave; the message of the error says why."""


class InvalidEvent(NotSent):
    """A message is not what the contract describes; `faults` holds the reasons.

    Their pointers start with `/body`, or with the name of a parameter.
    """

    def __init__(self, faults: Sequence[Violation]) -> None:
        super().__init__("; ".join(f"{each.pointer} {each.detail}" for each in faults))
        self.faults = tuple(faults)


class NoTarget(NotSent):
    """The address can't be told, or is no absolute http or https URL."""


class RefusedTarget(NoTarget):
    """The address is not one of those that are allowed."""


@dataclass(frozen=True, slots=True)
class UndeclaredAnswer:
    """What a receiver answered, and the contract does not declare.

    Attributes:
        status: HTTP status.
        headers: the header fields as they came.
        body: the content as it came.
        reason: what about it is not declared.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    reason: str
