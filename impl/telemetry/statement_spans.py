"""Spans of the database's statements, each beneath that of the request that it is for.

Attributes follow the semantic conventions of database clients, 1.33 and later. A
statement is said by what it does to which tables: neither its values nor its text
leave. Libraries that wrap drivers send the text, and don't see connections of ours.
"""

import contextlib
import re
from collections.abc import Iterator
from functools import lru_cache

from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode, Tracer

# Of which nothing is said.
_TEXTS = re.compile(r"'(?:[^']|'')*'|\((?i:epoch|day|hour) FROM [^)]*\)")
_PARTS = re.compile(
    r"(?<!FOR )(?<!KEY )(?<!DO )\b"
    r"(?:(SELECT)|(INSERT|UPDATE|DELETE)(?: INTO| FROM)? ([a-z_]+)\b"
    r"|(?:FROM|JOIN)\s+(?:ONLY\s+|LATERAL\s+)?([a-z_]+)\b(?![.(]))"
)
_LONGEST = 255


@lru_cache(maxsize=1024)
def summary(statement: str) -> str:
    """Return what a statement does to which tables, in their order; no values.

    Example: `INSERT audit_events SELECT feed`.
    """
    said: list[str] = []
    doing = ""
    for reads, changes, changed, table in _PARTS.findall(_TEXTS.sub("''", statement)):
        if reads:
            said += [reads] if doing != reads else []
            doing = reads
        elif changes:
            said += changes, changed
            doing = changes
        elif table and table not in said:
            said.append(table)
    kept = " ".join(said) or statement.split(maxsplit=1)[0].upper()
    return kept if len(kept) <= _LONGEST else kept[:_LONGEST].rpartition(" ")[0]


class StatementSpans:
    """Makes spans of statements while a request is traced, and of no others."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    @contextlib.contextmanager
    def __call__(self, statement: str) -> Iterator[None]:
        """Make a span of what happens inside, which is one statement."""
        if not trace.get_current_span().is_recording():
            yield
            return
        said = summary(statement)
        known = {
            "db.system.name": "postgresql",
            "db.operation.name": said.partition(" ")[0],
            "db.query.summary": said,
        }
        span = self._tracer.start_span(said, kind=SpanKind.CLIENT, attributes=known)
        try:
            yield
        except BaseException as error:
            state = getattr(error, "sqlstate", None)
            if state:
                span.set_attribute("db.response.status_code", state)
            span.set_attribute("error.type", state or type(error).__name__)
            span.set_status(StatusCode.ERROR)
            raise
        finally:
            span.end()
