"""How deep the smallest value of a place is nested."""

from typing import Final

# More than any value that ends has.
INFINITE: Final = 10**9
