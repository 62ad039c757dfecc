"""Check certificates against the contracts that they are about."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from scripts.comparing.refusals import Unusable

if TYPE_CHECKING:
    from pathlib import Path


def verify_file(file: Path, base: Any, revision: Any) -> int:
    """Check the certificate in a file, and return the exit status.

    Raises:
        Unusable: it can't be read.
    """
    from impl.engine.usage.verification import verify

    try:
        record = json.loads(file.read_bytes())
    except OSError as error:
        raise Unusable(f"{file} can't be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise Unusable(f"{file} is not JSON") from None
    if isinstance(record, dict):
        record = record.get("certificate", record)
    problems = verify(record, base, revision)
    for problem in problems:
        print(f"compare: {problem}", file=sys.stderr)
    if not problems:
        print(f"The certificate holds: {record['verdict']}.")
    return 1 if problems else 0
