"""What there is to know of a format.

Compiled packages get a copy of this file, which is why it stands alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What `format` says of a value (JSON Schema 2020-12, Validation, 7).

    Attributes:
        noun: what its values are, as errors name it: "is not a date".
        type: the JSON type that it speaks of; values of other types it lets pass.
        python: the name of the type that holds such values.
        misread: what texts match that validators take for its own and are none (ECMA
            262).
        unheld: what the texts of it match that this type can't hold (ECMA 262), and
            what is misread.
        held: says of the others how they differ, to go on from the noun.
        asserted: whether texts that are not of it are refused: by gates, and where
            formats are compared as assertions. Elsewhere all are annotations.
        native: whether validators of draft 2020-12 know which texts are of it.
        check: tells that where they don't, whatever a text holds, and raises nothing.
        pattern: what each of its texts matches (ECMA 262); without a check, all other
            texts that match are of it, too, unless it is native.
        longest: how many characters a text of it has at most.
        minimum: the least number of it.
        maximum: the greatest number of it.
        octets: what stands for bytes: they themselves, or their Base64 (RFC 4648, 4).
        example: a value that tells people what it is.
        filler: a value that says as little as there is, where some value must be.
        edges: values that others easily overlook.
    """

    noun: str
    type: Literal["string", "number", "integer"] = "string"
    python: str = "str"
    misread: str = ""
    unheld: str = ""
    held: str = ""
    asserted: bool = False
    native: bool = False
    check: Callable[[str], bool] | None = None
    pattern: str = ""
    longest: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    octets: Literal["", "raw", "base64"] = ""
    example: str = ""
    filler: str = ""
    edges: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.asserted and self.type != "string":
            raise ValueError("only formats of texts are asserted: others have bounds")
        if bool(self.unheld) is not bool(self.held):
            raise ValueError("what a type can't hold has to be said in words, too")
        if self.asserted and not (self.native or self.check or self.pattern):
            raise ValueError("nothing says which texts are of an asserted format")

    @property
    def samples(self) -> tuple[str, ...]:
        """Texts of the format, the least usual first."""
        plain = [text for text in (self.filler, self.example) if text]
        return tuple(dict.fromkeys([*self.edges, *plain]))
