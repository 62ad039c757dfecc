"""Whether a version announces what its changes do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.verdicts.semantic_versions import is_enough, parse, raised
from scripts.comparing.refusals import Unusable

if TYPE_CHECKING:
    from impl.engine.comparison.verdicts.comparison import ContractComparison
    from impl.engine.comparison.verdicts.semantic_versions import (
        SemanticVersion,
        Semver,
    )
    from scripts.comparing.reading import Given


def judge_version(
    left: ContractComparison, base: Given, revision: Given, *, fails: bool
) -> tuple[bool, str]:
    """Tell whether `info.version` rose by enough, and what there is to say of it.

    Args:
        left: the changes that nobody has accepted.
        base: what clients know.
        revision: what it is to become.
        fails: whether the changes would fail by themselves.

    Raises:
        Unusable: one of the two is no semantic version.
    """
    texts = [each.contract.content["info"]["version"] for each in (base, revision)]
    old, new = (
        _version(text, given)
        for text, given in zip(texts, (base, revision), strict=True)
    )
    needed = _needed(left, fails=fails)
    rose = " to ".join(dict.fromkeys(texts))
    if is_enough(raised(old, new), needed):
        said = f"info.version went from {rose}" if len({*texts}) > 1 else ""
        return True, f"{said}, which is enough" if said else ""
    next_ = old.next_major if needed == "major" else old.next_minor
    went = f"went from {rose}" if len({*texts}) > 1 else f"stayed {rose}"
    return False, f"info.version {went}: {next_} or later is needed"


def _needed(left: ContractComparison, *, fails: bool) -> Semver:
    if fails:
        return "major"
    return "patch" if left.semver == "patch" else "minor"


def _version(text: str, given: Given) -> SemanticVersion:
    version = parse(text)
    if version is None:
        raise Unusable(
            f"info.version of {given.name} is {text!r}, no semantic version such as "
            "1.0.0, so whether it rose by enough can't be told"
        )
    return version
