"""What an edit does to consumers, by hand: a row for each edit, a case for each usage.

`B` breaks the consumer, `C` doesn't; `R` is risky for it, and `U` can't be decided.
"""

from tests.unit.engine.usage import (
    cases_of_answers,
    cases_of_requests,
    cases_of_values,
    cases_of_webhooks,
    cases_of_wholes,
)
from tests.unit.engine.usage.casebook import UsageCase
from tests.unit.engine.usage.short import usage

ROWS = [*cases_of_answers.ROWS, *cases_of_requests.ROWS, *cases_of_wholes.ROWS]
SPECIAL = [*cases_of_values.CASES, *cases_of_webhooks.CASES]


def cases() -> list[UsageCase]:
    """Give all cases."""
    found = []
    for name, edits, verdicts, *profile in ROWS:
        for said, verdict in verdicts.items():
            used = usage(*([said] if said else []))
            title = f"{name}: {said or 'nothing'}"
            found.append(UsageCase(title, edits, used, verdict, *profile))
    found += [
        UsageCase(name, edits, usage(said), verdict, profile)
        for name, edits, said, verdict, profile in SPECIAL
    ]
    return found


CASES = cases()
