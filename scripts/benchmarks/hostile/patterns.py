"""Regular expressions that are short to write and long to compile, or just long."""

from collections.abc import Callable, Mapping

from scripts.benchmarks.hostile.shapes import contract, operation, schemas

_LETTERS = r"(?:\p{L}{1,100}){50}"


def entries() -> Mapping[str, Callable[[], bytes]]:
    """Return the makers of these documents, by name."""
    return {
        **{f"pattern-letters-{count}": _many(count) for count in (1, 5, 20, 200, 2000)},
        **{f"pattern-{name}": _one(pattern) for name, pattern in _SHORT.items()},
        "pattern-alternation-5mb": lambda: _schema(_words(700_000)),
        "pattern-alternation-500kb": lambda: _schema(_words(70_000)),
        "pattern-class-6mb": lambda: _schema(_ranges(500_000)),
        "pattern-class-600kb": lambda: _schema(_ranges(50_000)),
        "pattern-literal-8mb": lambda: _schema("a" * 8_000_000),
        "pattern-groups-100000": lambda: _schema("(a)" * 100_000),
        "pattern-depth-100000": lambda: _schema("(" * 100_000 + ")" * 100_000),
        "pattern-lookaheads-20000": lambda: _schema("(?=a)" * 20_000),
        "pattern-names-10000": lambda: schemas(
            A={"patternProperties": {f"^{n}{_LETTERS}$": {} for n in range(10_000)}}
        ),
        "pattern-in-parameters": lambda: contract(
            paths={"/a": {"get": operation(parameters=_parameters(1000))}}
        ),
    }


_SHORT = {
    "words": r"(?:\w{1,200}){40}",
    "digits": r"(?:\d{1,300}){60}",
    "not-letters": r"(?:\P{L}{1,100}){50}",
    "scripts": r"(?:[\p{Han}\p{Greek}\p{Cyrillic}]{1,100}){50}",
    "three-deep": r"(?:(?:\p{L}{1,20}){1,20}){1,20}",
    "counted-any": r"(?:.{1,1000}){1,1000}",
    "backtracking": r"^(a+)+$",
    "backtracking-alternation": r"^(a|aa|aaa)+$",
    "backtracking-stars": "^" + "a*" * 60 + "b$",
    "huge-count": r"a{1,1000000}",
    "back-reference": r"^(\w+)\s\1$" * 1000,
    "case-insensitive": r"(?i:(?:\p{L}{1,100}){50})",
    "look-behind": r"(?<=\p{L}{1,100})" * 100,
    "unbalanced": "(" * 1000,
}


def _schema(pattern: str) -> bytes:
    return schemas(A={"type": "string", "pattern": pattern})


def _one(pattern: str) -> Callable[[], bytes]:
    return lambda: _schema(pattern)


def _many(count: int) -> Callable[[], bytes]:
    # No two alike: a cache of what was compiled helps nobody.
    return lambda: schemas(
        **{
            f"A{n}": {"type": "string", "pattern": f"{_LETTERS}{n}"}
            for n in range(count)
        }
    )


def _words(count: int) -> str:
    return "|".join(f"w{number:x}" for number in range(count))


def _ranges(count: int) -> str:
    # Neighbours that never touch, so that no two can be joined.
    return "[" + "".join(chr(0x10000 + 2 * number) for number in range(count)) + "]"


def _parameters(count: int) -> list[dict[str, object]]:
    return [
        {
            "name": f"p{number}",
            "in": "query",
            "schema": {"type": "string", "pattern": f"^{number}{_LETTERS}$"},
        }
        for number in range(count)
    ]
