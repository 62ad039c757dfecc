"""What scripts/release does and says."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from impl.engine.comparison.verdicts.semantic_versions import parse
from scripts.releasing import texts
from scripts.releasing.arguments import ReleaseOrder
from scripts.releasing.checkout import Checkout, ReleaseRefused


def release(checkout: Checkout, asked: ReleaseOrder) -> int:
    """Make a release, or say why not; return the exit status."""
    try:
        _examine(checkout, asked.version)
        _make(checkout, asked)
    except ReleaseRefused as refused:
        for line in str(refused).splitlines():
            print(f"scripts/release: {line}", file=sys.stderr)
        return 1
    if asked.dry_run:
        print(f"Nothing speaks against {asked.version}; nothing has changed.")
    else:
        print(f"Tagged v{asked.version}. To publish it: git push --follow-tags")
    return 0


def _examine(checkout: Checkout, version: str) -> None:
    """Look at what can be seen before anything is tried.

    Raises:
        ReleaseRefused: something speaks against a release.
    """
    if faults := list(_faults(checkout, version)):
        raise ReleaseRefused("\n".join(faults))


def _faults(checkout: Checkout, version: str) -> Iterator[str]:
    """Yield what speaks against a release."""
    if changed := checkout.changed():
        yield f"the checkout is not clean: commit, or put away, {len(changed)} changes"
        yield from changed[:5]
    tags = checkout.tags()
    if f"v{version}" in tags:
        yield f"there is a tag v{version} already"
    current = _current(checkout)
    new, old = parse(version), parse(current)
    if new is None:
        yield f"{version!r} is no semantic version, such as 0.2.0"
    elif old is not None and new.precedence <= old.precedence:
        is_first = version == current and f"v{current}" not in tags
        if not is_first:
            yield f"{version} is not above {current}"
    notes = texts.unreleased(checkout.read(texts.CHANGELOG))
    if not notes:
        yield f"{texts.CHANGELOG} says nothing under “Unreleased”: what has changed?"


def _current(checkout: Checkout) -> str:
    """Return which release this is.

    Raises:
        ReleaseRefused: files name none, or different ones.
    """
    found = {
        file: texts.number_in(file, checkout.read(file)) or "none"
        for file in texts.PLACES
    }
    if len({*found.values()}) > 1:
        told = ", ".join(f"{file} {number}" for file, number in found.items())
        raise ReleaseRefused(f"files name different releases: {told}")
    return found["pyproject.toml"]


def _make(checkout: Checkout, asked: ReleaseOrder) -> None:
    """Write, try, and unless it was only asked for, keep a release.

    Raises:
        ReleaseRefused: it fails; nothing has changed but what others did meanwhile.
    """
    before, version = f"v{_current(checkout)}", asked.version
    notes = texts.unreleased(checkout.read(texts.CHANGELOG)) or ""
    start, made = checkout.git("rev-parse", "HEAD"), None
    is_kept = is_committed = False
    try:
        _write(checkout, version)
        checkout.run("generate")
        made = checkout.edited()
        if before in checkout.tags():
            known = f"git:{before}:openapi.yaml"
            checkout.run("compare", known, "openapi.yaml", "--respect-version")
        checkout.run("check")
        _refuse_others(checkout, start, made)
        if not asked.dry_run:
            checkout.git("commit", "--quiet", "--all", "-m", f"Release {version}")
            is_committed = True
            message = f"Release {version}\n\n{notes}\n"
            checkout.git(
                "tag", "--cleanup=verbatim", "-a", f"v{version}", "-m", message
            )
            is_kept = True
    finally:
        if not is_kept:
            if is_committed:
                checkout.git("reset", "--quiet", "--soft", start)
            checkout.undo(checkout.edited() if made is None else made)


def _refuse_others(checkout: Checkout, start: str, made: set[str]) -> None:
    """Look whether anybody else has done something in the checkout meanwhile.

    Raises:
        ReleaseRefused: they have, and nobody has checked it.
    """
    others = sorted(checkout.edited() - made)
    if others:
        raise ReleaseRefused(f"changed meanwhile, and not checked: {', '.join(others)}")
    if checkout.git("rev-parse", "HEAD") != start:
        raise ReleaseRefused("something was committed meanwhile, and not checked")


def _write(checkout: Checkout, version: str) -> None:
    for file in texts.PLACES:
        text = texts.renumbered(file, checkout.read(file), version)
        checkout.write(file, text)
    today = datetime.now(UTC).date().isoformat()
    changelog = texts.dated(checkout.read(texts.CHANGELOG), version, today)
    checkout.write(texts.CHANGELOG, changelog)
