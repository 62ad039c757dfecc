# A copy of Countersign's impl/engine/openapi/regex_options.py.
"""How regular expressions are matched, wherever a validator meets them.

Compiled packages get a copy of this file, which is why it stands alone.
"""

from typing import Final

import jsonschema_rs

# Room for repetitions such as {0,65535}; a pattern that backtracks more often than
# that is refused as not matching.
OPTIONS: Final = jsonschema_rs.FancyRegexOptions(
    backtrack_limit=250_000, size_limit=2**27
)
