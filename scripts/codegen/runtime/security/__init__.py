"""Who may call an operation.

`Grant` is here for implementations that import it from here, as scaffolds once did.
"""

from ..http.context import Grant

__all__ = ["Grant"]
