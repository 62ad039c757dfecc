"""Templates of paths, and of the URLs of servers."""

import re

# A template expression: a name in braces.
EXPRESSION = re.compile(r"\{([^{}]*)\}")
