"""How regular expressions are matched."""

from impl.engine.openapi.regex_options import OPTIONS

__all__ = ["OPTIONS"]
