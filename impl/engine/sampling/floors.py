"""How deep the smallest value of a place is nested."""

from typing import Final

# More than any value that ends has.
INFINITE: Final = 10**9


class SettledPlan:
    """A plan that takes all that it may do into account for its floor."""

    def widen(self) -> bool:
        """There is nothing further."""
        return False
