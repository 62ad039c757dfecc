"""What `--explain` says of kinds of changes."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

import yaml

from impl.engine.comparison.kinds.catalogue import CATALOGUE
from impl.engine.comparison.reports.changes import changes
from impl.engine.comparison.reports.examples import Example, example
from impl.engine.comparison.reports.explanations import explained
from impl.engine.comparison.reports.message_lines import explanation, message_lines
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import GRAVITY, PROFILES
from impl.engine.text.documents import Document
from scripts.comparing.refusals import Unusable
from scripts.comparing.terminal import painted, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator


def listing() -> str:
    """Name all kinds of changes, with what people call them."""
    width = max(map(len, CATALOGUE)) + 2
    lines = [f"{name:{width}}{CATALOGUE[name].title}" for name in sorted(CATALOGUE)]
    return "\n".join(lines) + "\n"


def explain(name: str) -> str:
    """Say what a kind of change means, what each profile makes of it, and show one.

    Raises:
        Unusable: there is no such kind.
    """
    if name not in CATALOGUE:
        near = difflib.get_close_matches(name, CATALOGUE, 3)
        hint = f"did you mean {' or '.join(near)}?" if near else "--explain lists all"
        raise Unusable(f"there is no kind of change called {name!r}; {hint}")
    about = explained(name)
    lines = [painted(name, "bold"), f"{about.kind.title}.", ""]
    lines += wrapped(about.why, "", "")
    lines += [f"{about.section.name}: {about.link}", ""]
    for level in dict.fromkeys(about.levels.values()):
        names = [name for name, held in about.levels.items() if held == level]
        lines += wrapped(f"{level}: for {', '.join(names)}", "  ", "    ")
    shown = example(about.kind)
    if shown is None:
        lines += ["", "It shows only where there is no telling; there is no example."]
    else:
        lines += ["", *_example(name, shown)]
    return "\n".join(lines) + "\n"


def _example(name: str, shown: Example) -> Iterator[str]:
    for word, side in zip(("before", "after"), shown.shown, strict=True):
        yield f"{word}:"
        yield from (f"  {line}" for line in _written(side))
    change = _change(name, shown)
    if change is None:
        return
    yield ""
    yield from wrapped(change["message"], "", "  ")
    for verdict in GRAVITY:
        names = [key for key, held in change["profiles"].items() if held == verdict]
        if names:
            yield from wrapped(f"{verdict} for {', '.join(names)}", "  ", "    ")
    if change["witness"]:
        yield from (f"  {line}" for line in explanation(change["witness"]))
        yield from (f"    {line}" for line in message_lines(change["witness"]))


def _change(name: str, shown: Example) -> dict[str, Any] | None:
    """Compare the example, and give the change that it is about."""
    sides = [Document(held, "3.1", "json", "", "{}") for held in shown.contracts]
    # Some are of code alone, and most are shown by one profile or another.
    for profile in PROFILES.values():
        found = changes(compare(sides[0], sides[1], profile), sides[0], sides[1])
        known = [change for change in found if change["kind"] == name]
        if any(change["witness"] for change in known) or (
            known and profile.judges_code
        ):
            return known[0]
    return None


def _written(value: Any) -> list[str]:
    text = yaml.safe_dump(value, sort_keys=False, default_flow_style=None, width=76)
    return text.rstrip().removesuffix("\n...").splitlines()
