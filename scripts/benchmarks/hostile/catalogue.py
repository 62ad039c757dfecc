"""Every hostile document by name; the same bytes on every machine and every day."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from scripts.benchmarks.hostile import malformed, nestings, numbers, patterns, texts

JSON, YAML = "application/json", "application/yaml"
Make = Callable[[], bytes]

# One or two of each class, and those that hurt the most.
LOUDEST = frozenset(
    {
        *("pattern-letters-1", "pattern-letters-20", "pattern-letters-2000"),
        *("pattern-alternation-5mb", "pattern-class-6mb", "ones-16mb"),
        *("yaml-keys-1000000", "equal-parameters-100000", "servers-100000"),
        *("wrong-types-100000", "yaml-billion-laughs", "yaml-depth-100000"),
        *("json-depth-100000", "json-nan", "json-equal-keys", "utf-16"),
        *(
            "nul-in-text",
            "reference-elsewhere",
            "reference-circle",
            "all-of-depth-2000",
        ),
        *("enum-1000000", "operations-20000", "reference-chain-20000"),
    }
)


@dataclass(frozen=True)
class HostileDocument:
    """One document: what it is called, what it claims to be, how its bytes are made."""

    name: str
    media_type: str
    make: Make


def documents() -> tuple[HostileDocument, ...]:
    """Return all documents, in a fixed order."""
    return tuple(
        HostileDocument(name, _media_type(name, module is texts), make)
        for module, entries in _classes()
        for name, make in entries.items()
    )


def _classes() -> Iterator[tuple[object, Mapping[str, Make]]]:
    for module in (patterns, numbers, nestings, texts, malformed):
        yield module, module.entries()


def _media_type(name: str, is_text: bool) -> str:
    return YAML if is_text or name.startswith("yaml-") else JSON
