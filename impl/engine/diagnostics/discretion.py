"""Faults in files outside a contract's folder, told without a word of their text.

A contract of a stranger may refer to any file; what is in it is for its owner.
"""

from dataclasses import replace

from impl.engine.diagnostics.catalogue import CATALOGUE
from impl.engine.diagnostics.diagnostic import Fault

_MEND = "Correct it there, or move the file into the folder to be told more."


def is_outside(file: str) -> bool:
    """Tell whether a file is named by a way out of the folder of the contract."""
    return file.startswith(("../", "/")) or file == ".."


def discreet(fault: Fault) -> Fault:
    """Return a fault as everybody may read it: its code and its line, if not its words.

    Args:
        fault: whose file is named relative to the folder of the contract.
    """
    if not is_outside(fault.file):
        return fault
    entry = CATALOGUE.get(fault.code)
    what = f"{entry.title}, in" if entry else "A fault in"
    message = f"{what} a file outside the folder of the contract, which is not shown."
    return replace(fault, pointer="", message=message, mend=_MEND)
