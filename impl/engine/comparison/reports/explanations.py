"""What a kind of change means, and what each profile makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from impl.engine.comparison.kinds.catalogue import (
    CATALOGUE,
    RATE_LIMIT,
    SECURITY,
    SECURITY_SCHEME,
    SUNSET_CHANGED,
)
from impl.engine.comparison.kinds.facets import (
    CLOSING,
    DISCRIMINATOR,
    ENUM,
    FORMAT,
    ONE_OF,
    TYPE,
)
from impl.engine.comparison.kinds.kind import Effect, FactKind
from impl.engine.comparison.kinds.of_parts import REQUEST_PARTS, RESPONSE_PARTS
from impl.engine.comparison.kinds.of_schemas import SCHEMA
from impl.engine.comparison.reports.standards import Section, section
from impl.engine.comparison.verdicts.profiles import PROFILES, Profile

_IN_REQUESTS = {
    Effect.NARROWED: "Requests that were fine may be refused from now on.",
    Effect.WIDENED: "More requests are fine than were; none that was is refused.",
    Effect.CHANGED: "Some requests that were fine may be refused, and others are fine.",
    Effect.ADDED: "What clients may or have to send has become more.",
    Effect.REMOVED: "What clients may send, or count on, has become less.",
    Effect.REQUIRED: "Requests that leave it out were fine and are refused.",
    Effect.OPTIONAL: "Requests that leave it out are fine from now on.",
}
_IN_RESPONSES = {
    Effect.NARROWED: "Less may be answered than before; clients are ready for it all.",
    Effect.WIDENED: "Clients may be answered what their contract does not allow.",
    Effect.CHANGED: "Clients may be answered what their contract does not allow, and "
    "other answers no longer come.",
    Effect.ADDED: "Clients may be answered something that they don't know.",
    Effect.REMOVED: "Clients may wait in vain for what they knew.",
    Effect.REQUIRED: "What came at times always comes from now on.",
    Effect.OPTIONAL: "What clients count on may not come.",
}
_IN_GENERAL = {
    Effect.DEPRECATED: "It is announced that this may go; nothing changes before.",
    Effect.REINSTATED: "What was announced to go stays after all.",
    Effect.SATISFIABLE: "Nothing was allowed here, which nobody writes on purpose.",
    Effect.UNSATISFIABLE: "Nothing is allowed here, which nobody writes on purpose.",
    Effect.READ_ONLY: "What clients send of it is ignored from now on.",
    Effect.WRITABLE: "What clients send of it is no longer ignored.",
    Effect.ALLOWED: "What was refused is fine from now on.",
    Effect.FORBIDDEN: "What was fine may be refused from now on.",
}
_OF_SCHEMES = {
    SECURITY_SCHEME[change]: why
    for change, why in (
        (Effect.CHANGED, "Clients may not get credentials where or how they did."),
        (Effect.WIDENED, "Clients get credentials as they did, and in more ways."),
    )
}
_OF_LIMITS = {
    RATE_LIMIT[change]: why
    for change, why in (
        (Effect.ADDED, "Clients that ask more often are refused from now on."),
        (Effect.NARROWED, "Clients that ask as often as they might may be refused."),
        (Effect.CHANGED, "Clients share what they had alone, or the other way round."),
        (Effect.WIDENED, "Clients may ask more often."),
        (Effect.REMOVED, "Clients may ask as often as they like."),
    )
}
_SAID = {**_OF_SCHEMES, **_OF_LIMITS}
# No message tells how many others there are, how credentials were got, nor how the
# parts of a part are written.
_NEVER_SHOWN = frozenset(
    {
        *SECURITY_SCHEME.values(),
        *RATE_LIMIT.values(),
        *(REQUEST_PARTS.encoding, RESPONSE_PARTS.encoding),
    }
)

_OF_DISCRIMINATORS, _OF_VALUES, _OF_TYPES, _OF_ALTERNATIVES, _OF_FORMATS = (
    frozenset(kind for (_, facet, _), kind in SCHEMA.items() if facet is known)
    for known in (DISCRIMINATOR, ENUM, TYPE, ONE_OF, FORMAT)
)
_OF_NULL = (
    "Where OpenAPI 3.0 lists values of what is nullable without null, there are two "
    "readings: by the letter null is refused (3.0.3, 4.7.24), and most gates take it. "
    "Two contracts of 3.0 are read as gates do. From 3.0 to later versions, the newer "
    "words at the same place tell what was meant; the letter counts where they don't."
)
_OF_CLOSED = frozenset(
    kind
    for (carrier, facet, change), kind in SCHEMA.items()
    if facet is CLOSING and change is Effect.NARROWED and carrier.direction == "request"
)
_OF_MORE = (
    "An object that is closed refuses whatever is sent beyond its names, so that it "
    "breaks under every profile whoever sends more; answers that are closed break "
    "nobody."
)
_OF_NO_NAMES = (
    "Nothing is refused by it, and yet whoever chooses a schema by the value, as much "
    "code does, has nothing to go by any more."
)
_TAKING_ANY, _COUNTING = (
    ", ".join(n for n, held in PROFILES.items() if held.takes_any_alternative is each)
    for each in (True, False)
)
_OF_OVERLAPS = (
    "Of exclusive alternatives, clients take the first one that fits "
    f"({_TAKING_ANY}), or refuse what fits several ({_COUNTING})"
)


@dataclass(frozen=True)
class Explanation:
    """What is to be said of a kind.

    Attributes:
        kind: the kind.
    """

    kind: FactKind

    @property
    def section(self) -> Section:
        """What the standards say of it, and where."""
        return section(self.kind)

    @property
    def link(self) -> str:
        """The address of that."""
        return self.section.link

    @cached_property
    def why(self) -> str:
        """Who notices, in a sentence or two."""
        kind = self.kind
        if kind.is_of_code:
            return "Nobody notices but code that was generated from the contract."
        if kind.misreading:
            return f"Nothing is refused, and yet {kind.misreading.value}."
        if kind in _SAID:
            return _SAID[kind]
        if kind in _OF_DISCRIMINATORS and kind.change is Effect.REMOVED:
            return _OF_NO_NAMES
        if kind.is_informational:
            return "Nothing that is sent becomes invalid by it."
        in_direction = _IN_REQUESTS if kind.direction == "request" else _IN_RESPONSES
        found = _IN_GENERAL.get(kind.change) or in_direction[kind.change]
        if kind in _OF_CLOSED:
            return f"{found} {_OF_MORE}"
        if kind in _OF_VALUES | _OF_TYPES:
            return f"{found} {_OF_NULL}"
        if kind.direction == "response" and kind in _OF_ALTERNATIVES:
            return f"{found} {_OF_OVERLAPS}."
        if kind.direction == "response" and kind in _OF_FORMATS:
            return f"{found} {_OF_OVERLAPS}, whatever formats keep apart."
        return f"No validator looks at it. {found}" if kind.is_annotation else found

    @cached_property
    def levels(self) -> dict[str, str]:
        """What each profile makes of it in general."""
        return {name: self._level(profile) for name, profile in PROFILES.items()}

    def _level(self, profile: Profile) -> str:
        kind = self.kind
        if kind.is_of_code and not profile.judges_code:
            return "not looked at"
        quiet = kind.level_in_code if profile.judges_code else kind.level
        found: str = quiet
        if self._shows and quiet != "breaking":
            found = f"breaking where a message shows it, else {quiet}"
        if profile.guards_security and kind in SECURITY.values():
            found += "; breaking where it gets easier to call"
        if profile.honours_sunsets and kind.change is Effect.DEPRECATED:
            found += "; breaking without a sunset"
        if profile.honours_sunsets and kind is SUNSET_CHANGED:
            found += "; breaking where it comes sooner"
        if profile.honours_sunsets and kind.change is Effect.REMOVED:
            found += "; compatible after the sunset of what was deprecated"
        return found

    @property
    def _shows(self) -> bool:
        """Whether a message can show that it breaks somebody."""
        kind = self.kind
        is_quiet = kind.is_annotation or kind.change in _IN_GENERAL
        # What was ignored could be anything, as what nobody declared.
        is_quiet = is_quiet and kind.change is not Effect.WRITABLE
        is_quiet = is_quiet or kind in _NEVER_SHOWN
        if kind.change is Effect.FORBIDDEN:
            is_quiet = kind.level != "compatible"
        return not (kind.is_informational or kind.is_of_code) and (
            kind.misreading is not None or kind in _OF_DISCRIMINATORS or not is_quiet
        )

    def text(self) -> str:
        """Write it in plain words."""
        levels = "\n".join(f"{name}: {level}" for name, level in self.levels.items())
        return f"{self.kind.title}.\n{self.why}\n{self.section.name}\n\n{levels}"

    def markdown(self) -> str:
        """Write it in Markdown."""
        rows = "\n".join(f"| {name} | {held} |" for name, held in self.levels.items())
        return (
            f"{self.why}\n\n[{self.section.name}]({self.link})\n\n"
            f"| profile | level |\n|---|---|\n{rows}"
        )


def explained(name: str) -> Explanation:
    """Explain a kind.

    Raises:
        KeyError: there is none of this name.
    """
    return Explanation(CATALOGUE[name])
