"""What only says the same thing differently is no change, on any public contract."""

import copy

import pytest

from impl.engine.comparison.differences.facts import Fact
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.verdicts.comparison import ContractComparison, compare
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.engine.files.document_sets import load_all
from impl.engine.text.documents import Document
from tests.support.corpus import Contract, each_contract
from tests.unit.engine.comparison.rewrites import REWRITES, Content

pytestmark = pytest.mark.long


def _read(contract: Contract) -> Document:
    """Read a public contract, bundled if it is of several files."""
    folder = contract.file.parent
    found = load_all(contract.file.name, lambda name: (folder / name).read_bytes())
    return _plain(found.content, found.version)


def _plain(content: Content, version: str) -> Document:
    return Document(content, version, "json", "", "{}")


def _compared(base: Document, content: Content) -> ContractComparison:
    revision = _plain(content, base.version)
    return compare(base, revision, PROFILES["strict-reader"])


def _is_about_nothing(fact: Fact) -> bool:
    """Tell whether a fact says that no value was or is allowed, which is no change."""
    is_empty = fact.kind.change is Effect.UNSATISFIABLE
    return is_empty and fact.difference["base"] is fact.difference["revision"] is True


@each_contract
def test_all_rewrites_of_it_are_no_change(contract: Contract) -> None:
    base = _read(contract)
    assert _compared(base, copy.deepcopy(base.content)).facts == ()
    content = base.content
    for rewrite in REWRITES.values():
        content = rewrite(content)
    found = _compared(base, content)
    if any(not _is_about_nothing(fact) for fact in found.facts):
        singly = {
            name: _compared(base, each(base.content)).facts
            for name, each in REWRITES.items()
        }
        guilty = {name: facts for name, facts in singly.items() if facts}
        raise AssertionError(guilty or found.facts)
    # What allows nothing is told of whenever it is written differently.
    expected = ("risky", "minor") if found.facts else ("compatible", "patch")
    assert (found.verdict, found.semver) == expected
