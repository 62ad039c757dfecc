"""How much of a hostile document is read before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one document.

    Attributes:
        bytes: length of the text, in bytes.
        depth: nested objects and arrays, at most 190 (the JSON parser's own bound).
        nodes: values, each use of a YAML alias counted as a copy of its anchor.
        alias_nodes: values that come from aliases alone.
        pointer: characters of the longest JSON Pointer, which bounds keys too.
        files: files of one contract.
    """

    bytes: int = 16 * 1024 * 1024
    depth: int = 128
    nodes: int = 1_000_000
    alias_nodes: int = 200_000
    pointer: int = 4096
    files: int = 10_000

    def __post_init__(self) -> None:
        if not 1 <= self.depth <= 190:
            raise ValueError("depth must be between 1 and 190")
