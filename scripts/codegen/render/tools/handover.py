"""What a driver hands over to the visitor that the tool loads by itself."""

from typing import Any, Final

PACKAGE: Final[dict[str, Any]] = {}
