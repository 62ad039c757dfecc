"""Compare who may call an operation, and where it is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import credentials, servers
from impl.engine.comparison.differences.facts import PROVED, REFUTED, always
from impl.engine.comparison.differences.findings import (
    Expected,
    Finding,
    Lifecycle,
    Occurrence,
    Site,
    unmade,
)
from impl.engine.comparison.differences.policy_marks import PolicyMark
from impl.engine.comparison.kinds import catalogue
from impl.engine.comparison.kinds.kind import Effect

if TYPE_CHECKING:
    from impl.engine.comparison.contract.lookup import Lookup
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.findings import MakeMessage
    from impl.engine.comparison.kinds.kind import FactKind
    from impl.engine.comparison.operations.operation_pair import OperationPair

# How many servers are named.
_MOST = 4


class AccessComparison:
    """Compares security and servers of one operation."""

    def __init__(self, operations: OperationPair) -> None:
        self._operations = operations

    def compare(self) -> None:
        """Note the differences; of what the API calls, clients say where and how.

        What it shows who it is with, it says itself, though not for all at once.
        """
        if self._operations.swapped:
            both = (self._operations.base, self._operations.revision)
            if any("security" in each.value for each in both):
                self._security()
        else:
            self._security()
            self._schemes()
            self._servers()

    def _occurrence(self, expected: Expected, make: MakeMessage = unmade) -> Occurrence:
        operations = self._operations
        return Occurrence(
            operations.base, operations.revision, operations.sides, expected, make
        )

    def _inherited(self, kind: FactKind, places: tuple[str, str], about: str) -> Site:
        """Name what an operation has of its own, or from the whole contract."""
        is_own = any(place.startswith(("/paths", "/webhooks")) for place in places)
        return Site(
            *places, f"{self._operations.base.place} {about}" if is_own else kind.name
        )

    def _security(self) -> None:
        before, after = self._operations.base, self._operations.revision
        sender, reader = self._operations.sender, self._operations.reader
        refused = credentials.refused(sender, reader)
        weaker = credentials.refused(reader, sender)
        if refused is None and weaker is None:
            return
        is_weaker = refused is None
        change = Effect.WIDENED
        if not is_weaker:
            change = Effect.NARROWED if weaker is None else Effect.CHANGED
        held = (weaker if is_weaker else refused) or {}
        kind = catalogue.SECURITY[change]
        messages, swapped = self._operations.messages, self._operations.swapped

        def make(_: Any) -> Witness:
            return messages.request(sender, credentials=refused)

        places = (before.security[0], after.security[0])
        self._operations.context.add(
            Finding(
                kind=kind,
                site=self._inherited(kind, places, "security"),
                message=_sufficient(held, is_weaker=is_weaker, is_called=swapped),
                occurrences=[self._occurrence(Expected("credentials"), make)],
                readings=always(PROVED if is_weaker else REFUTED),
                said=(
                    credentials.alternatives(before),
                    credentials.alternatives(after),
                ),
                # Of what the API calls, it is the API that shows who it is.
                lifecycle=Lifecycle(
                    (PolicyMark.SECURITY_WIDENED,) if is_weaker and not swapped else ()
                ),
            )
        )

    def _schemes(self) -> None:
        """Note how credentials are got from now on, that both sides ask for."""
        before, after = self._operations.base, self._operations.revision
        ours, theirs = (_schemes(side) for side in (before, after))
        for label in sorted(ours.keys() & theirs.keys()):
            names = ours[label], theirs[label]
            sides = [(before.surface, names[0]), (after.surface, names[1])]
            self._means(label, names, sides)
            was, now = (
                credentials.scheme(*side).get("deprecated") is True for side in sides
            )
            if was != now:
                change = Effect.DEPRECATED if now else Effect.REINSTATED
                self._note_scheme(
                    catalogue.SECURITY_SCHEME[change],
                    (label, names),
                    f"{label} was {change.value}.",
                    (was, now),
                )

    def _means(
        self, label: str, names: tuple[str, str], sides: list[tuple[Lookup, str]]
    ) -> None:
        """Note where tokens are got, in flows of both sides, and for which scopes."""
        known = [credentials.endpoints(*side) for side in sides]
        scopes = [credentials.scopes(*side) for side in sides]
        moved = [
            f"{key} was {known[0][key]} and is {known[1][key]}"
            for key in known[0]
            if key in known[1] and known[0][key] != known[1][key]
        ]
        both = [{name.partition(" ")[0] for name in held} for held in known]
        lost, gained = (
            sorted(
                name
                for name in {*known[i], *scopes[i]} - {*known[1 - i], *scopes[1 - i]}
                if name.partition(" ")[0] in both[0] & both[1] or " " not in name
            )
            for i in (0, 1)
        )
        parts = moved + [f"{name} is gone" for name in lost]
        kind = catalogue.SECURITY_SCHEME[Effect.CHANGED]
        if not parts:
            parts = [f"{name} is new" for name in gained]
            kind = catalogue.SECURITY_SCHEME[Effect.WIDENED]
        if parts:
            said = [
                {**one, "scopes": sorted(two)}
                for one, two in zip(known, scopes, strict=True)
            ]
            self._note_scheme(
                kind,
                (label, names),
                f"Of {label}, {', '.join(parts)}.",
                (said[0], said[1]),
            )

    def _note_scheme(
        self,
        kind: FactKind,
        scheme: tuple[str, tuple[str, str]],
        message: str,
        said: tuple[Any, Any],
    ) -> None:
        """Note what is about a scheme, named by its label and its names."""
        label, names = scheme
        base, revision = map(credentials.pointer, names)
        sunset = self._operations.revision.surface.sunset(revision)
        is_open = kind.change is Effect.DEPRECATED and not sunset
        self._operations.context.add(
            Finding(
                kind=kind,
                site=Site(base, revision, f"{kind.name} {label}"),
                message=message,
                occurrences=[self._occurrence(Expected("credentials"))],
                said=said,
                lifecycle=Lifecycle((PolicyMark.NO_SUNSET,) if is_open else ()),
            )
        )

    def _servers(self) -> None:
        before, after = self._operations.base, self._operations.revision
        said = (servers.urls(before), servers.urls(after))
        if set(said[0]) == set(said[1]):
            self._usual_servers()
            return
        left = servers.base_paths(after)
        gone = [path for path in servers.base_paths(before) if path not in left]
        lost = [url for url in said[0] if not servers.are_among(url, said[1])]
        gained = [url for url in said[1] if not servers.are_among(url, said[0])]
        if not (lost or gained):
            self._usual_servers()
            return
        kind = catalogue.SERVER_CHANGED if lost else catalogue.SERVER_ADDED
        message = _moved(lost, gained)
        if gone:
            kind = catalogue.SERVER_BASE_PATH_REMOVED
            path = gone[0] or "/"
            message = f"Nothing is served under the base path {path!r} any more."
        messages = self._operations.messages

        def make(_: Any) -> Witness:
            return messages.request(before, server=gone[0])

        self._operations.context.add(
            Finding(
                kind=kind,
                site=self._inherited(kind, (before.servers, after.servers), "server"),
                message=message,
                occurrences=[self._occurrence(Expected("server"), make)],
                readings=always(REFUTED if gone else PROVED),
                said=said,
            )
        )
        if not lost:
            self._usual_servers()

    def _usual_servers(self) -> None:
        """Note where clients call that choose no server, of those that there are."""
        before, after = self._operations.base, self._operations.revision
        said = (servers.usual(before), servers.usual(after))
        if set(said[0]) <= set(said[1]):
            return
        kind = catalogue.SERVER_CHANGED
        self._operations.context.add(
            Finding(
                kind=kind,
                site=self._inherited(kind, (before.servers, after.servers), "server"),
                message=f"Unless clients choose, the server was {_listed(said[0])} and "
                f"is {_listed(said[1])}.",
                occurrences=[self._occurrence(Expected("server"))],
                said=said,
            )
        )


def _schemes(operation: DeclaredOperation) -> dict[str, str]:
    """Name the schemes that an operation asks for, by what clients send."""
    surface, (_, held) = operation.surface, operation.security
    return {
        credentials.credential(surface, name): name
        for alternative in held
        for name in alternative
    }


def _moved(lost: list[str], gained: list[str]) -> str:
    """Say which servers came and went."""
    parts = []
    if gained:
        parts.append(f"gained {_listed(gained)}")
    if lost:
        parts.append(f"lost {_listed(lost)}")
    return f"The servers {' and '.join(parts)}."


def _listed(urls: list[str]) -> str:
    more = len(urls) - _MOST
    return ", ".join(urls[:_MOST]) + (f" and {more} more" if more > 0 else "")


def _sufficient(held: dict[str, list[str]], *, is_weaker: bool, is_called: bool) -> str:
    """Say which credentials came to suffice, or no longer do."""
    who = " and ".join(_credential(*each) for each in held.items())
    if not is_called:
        what = "now" if is_weaker else "no longer"
        return f"{who or 'Calling anonymously'} is {what} sufficient."
    what = "no longer" if is_weaker else "now"
    return f"It is {what} called {f'with {who}' if who else 'without credentials'}."


def _credential(name: str, scopes: list[str]) -> str:
    return f"{name} ({', '.join(scopes)})" if scopes else name
