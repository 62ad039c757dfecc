"""Which release this is: what the contract calls itself, too."""

from typing import Final

RELEASE: Final = "0.1.0"
