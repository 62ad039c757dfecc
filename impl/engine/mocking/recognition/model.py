"""All that a contract says of state."""

from __future__ import annotations

from dataclasses import dataclass, field

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.outgoing import OutgoingPlan
from impl.engine.mocking.recognition.plans import OperationPlan
from impl.engine.mocking.recognition.report import ReportedOperation, report_of
from impl.engine.mocking.recognition.schema_shapes import SchemaShapes


@dataclass
class MockModel:
    """What every operation of a contract does with state.

    Attributes:
        schemas: the shapes of the contract's schemas.
        doors: the collections, by the paths of their items.
        stores: the doors to each store, the most prominent first.
        plans: what each operation does, by its pointer.
        outgoing: the webhooks and callbacks that are sent.
    """

    schemas: SchemaShapes
    doors: dict[str, Door]
    stores: dict[str, list[Door]]
    plans: dict[str, OperationPlan]
    outgoing: tuple[OutgoingPlan, ...] = ()
    _by_id: dict[str, OperationPlan] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id = {plan.operation.id: plan for plan in self.plans.values()}

    def plan(self, operation: str) -> OperationPlan | None:
        """Find the plan of an operation by its pointer or `operationId`."""
        return self.plans.get(operation) or self._by_id.get(operation)

    def report(self) -> list[ReportedOperation]:
        """Say of each operation what it remembers and, if nothing, why not."""
        return [report_of(plan) for plan in self.plans.values()]
