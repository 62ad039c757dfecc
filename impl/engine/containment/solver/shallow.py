"""Which formulas say nothing about what is within arrays and objects."""

from impl.engine.containment.formulas.store import FormulaKind, Formulas, Literal

_STRUCTURED = frozenset(
    {
        FormulaKind.ITEM,
        FormulaKind.ITEMS,
        FormulaKind.CONTAINS,
        FormulaKind.PROPERTIES,
        FormulaKind.UNIQUE,
    }
)


class Shallow:
    """Tells which formulas do not look into arrays and objects."""

    def __init__(self, formulas: Formulas) -> None:
        self._formulas = formulas
        self._known: dict[int, bool] = {}

    def __contains__(self, literal: Literal) -> bool:
        number = literal >> 1
        if number not in self._known:
            self._known[number] = False
            self._known[number] = self._judge(literal & ~1)
        return self._known[number]

    def part(self, literals: set[Literal]) -> frozenset[Literal]:
        """What the formulas say without a look into arrays and objects."""
        result: set[Literal] = set()
        waiting, seen = list(literals), set(literals)
        while waiting:
            literal = waiting.pop()
            node = self._formulas.node(literal)
            parts: tuple[Literal, ...] = ()
            if literal in self:
                result.add(literal)
            elif node.kind is FormulaKind.ALL and not literal & 1:
                parts = node.args
            elif node.kind is FormulaKind.REFERENCE:
                parts = (self._formulas.body(literal),)
            waiting += [part for part in parts if part not in seen]
            seen.update(parts)
        return frozenset(result)

    def _judge(self, literal: Literal) -> bool:
        node = self._formulas.node(literal)
        if node.kind in {FormulaKind.ALL, FormulaKind.ONE}:
            return all(part in self for part in node.args)
        if node.kind is FormulaKind.REFERENCE:
            return self._formulas.body(literal) in self
        if node.kind is FormulaKind.ENUM:
            return all(key[0] not in {"array", "object"} for key in node.args[0])
        return node.kind not in _STRUCTURED
