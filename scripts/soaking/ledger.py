"""What the service has acknowledged, kept by the one who was told.

Each resource is written by one client, one request after the other. A state is the
members that were written, or None for a resource that is not there. An acknowledged
write leaves one possible state; one without an answer (or with 503, after which it may
have happened) leaves the states before it and its own, whole: never a mixture.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

State = Mapping[str, Any] | None


@dataclass
class Ledger:
    """Possible states by path, and what may be in a collection, by name."""

    possible: dict[str, list[State]] = field(default_factory=dict)
    maybe: dict[str, dict[str, State]] = field(default_factory=dict)
    acknowledged: int = 0

    def wrote(self, path: str, state: State) -> None:
        """Enter an acknowledged write; deleting takes along what is beneath."""
        self.acknowledged += 1
        for affected in self._affected(path, state):
            self.possible[affected] = [state]

    def may_have_written(self, path: str, state: State) -> None:
        """Enter a write that got no answer."""
        for affected in self._affected(path, state):
            before = self.possible.setdefault(affected, [None])
            if state not in before:
                before.append(state)

    def may_have_created(self, collection: str, name: str, state: State) -> None:
        """Enter a creation without an answer, so that its path is not known."""
        self.maybe.setdefault(collection, {})[name] = state

    def certain(self, path: str) -> bool:
        """Whether the path has one possible state."""
        return len(self.possible.get(path, [])) == 1

    def living(self, prefix: str, depth: int) -> list[str]:
        """Return certain, existing paths beneath a prefix, so many segments long."""
        return [
            path
            for path, states in self.possible.items()
            if path.startswith(prefix)
            and path.count("/") == depth
            and len(states) == 1
            and states[0] is not None
        ]

    def fault(self, path: str, seen: State) -> str | None:
        """Return what is wrong with a state that was read, if anything."""
        states = self.possible[path]
        if any(_agree(state, seen) for state in states):
            return None
        return f"{path} is {_shown(seen)} instead of {' or '.join(map(_shown, states))}"

    def stranger(self, collection: str, name: str, seen: State) -> str | None:
        """Return what is wrong with an item whose path nobody was told, if anything."""
        expected = self.maybe.get(collection, {}).get(name)
        if expected is not None and _agree(expected, seen):
            return None
        return f"{collection} has {name!r}, which nobody was told of, or half of it"

    def _affected(self, path: str, state: State) -> list[str]:
        if state is not None:
            return [path]
        beneath = [one for one in self.possible if one.startswith(f"{path}/")]
        return [path, *beneath]


def _agree(state: State, seen: State) -> bool:
    if state is None or seen is None:
        return state is seen
    return all(seen.get(name) == value for name, value in state.items())


def _shown(state: State) -> str:
    return "absent" if state is None else str(dict(state))[:200]
