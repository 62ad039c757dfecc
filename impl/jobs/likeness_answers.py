"""What a process of its own does to tell two contracts apart. Pure, and slow."""

from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.repair.contract import repair
from impl.engine.text.documents import load
from impl.jobs.framing import Parts
from impl.jobs.publishable_contracts import LIMITS


def answer(asked: Parts) -> Parts:
    """Tell whether nothing differs that a client can notice, whoever it is.

    Raises:
        ValueError: a contract has no canonical form.
    """
    before, after, seconds = asked
    first, second = (repair(load(each, limits=LIMITS)) for each in (before, after))
    found = compare(first, second, seconds=float(seconds))
    is_noticed = any(not fact.kind.is_informational for fact in found.differences)
    return [b"no" if is_noticed else b"yes"]
