"""What scripts/audit does and says."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg.errors import UndefinedColumn, UndefinedTable
from pydantic import ValidationError

from impl.database import audit_trail
from impl.database.audit_trail import BrokenLink, ChainEnd, NotAnEnd
from impl.database.embedded import at_hand
from impl.database.errors import OTHER_DATABASE
from impl.database.private_server import EmbeddedPostgresError
from impl.environment import faults_of
from impl.security import ids
from impl.settings import Settings
from scripts._bootstrap import state_folder

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MEMBERS = (
    *("number", "chain", "id", "occurred_at", "actor", "team_id", "api_id", "action"),
    *("subject", "details", "client", "request_id"),
)
_PREFIXES = {"id": ids.EVENT, "team_id": ids.TEAM, "api_id": ids.API}


def run(options: argparse.Namespace) -> int:
    """Do what is asked for; return the exit status."""
    if "COUNTERSIGN_SECRET_KEY" not in os.environ:
        # Nothing is signed or sealed here.
        os.environ["COUNTERSIGN_SECRET_KEY"] = os.urandom(32).hex()
    try:
        settings = Settings()
        given = settings.database_url
        named = given.get_secret_value() if given else None
        with at_hand(named, state_folder()) as url:
            _work(options, url)
    except BrokenLink as error:
        status, said = 1, str(error)
    except ValidationError as error:
        status, said = 2, "; ".join(faults_of(error))
    except OSError as error:
        where = error.filename or "standard output"
        status, said = 2, f"{where}: {error.strerror}"
    except (UndefinedColumn, UndefinedTable):
        status, said = 2, OTHER_DATABASE
    except (EmbeddedPostgresError, psycopg.Error, ValueError) as error:
        status, said = 2, str(error).strip()
    else:
        return 0
    print(f"scripts/audit: {said}", file=sys.stderr)
    return status


def _work(options: argparse.Namespace, url: str) -> None:
    if options.command == "ends":
        for end in audit_trail.ends(url):
            print(end)
    elif options.command == "export":
        _export(options, url)
    else:
        noted = _noted(options.against) if options.against else None
        found = audit_trail.verify(url, noted)
        records = f"{found.records} record{'' if found.records == 1 else 's'}"
        chains = f"{found.chains} chain{'' if found.chains == 1 else 's'}"
        print(f"{records} in {chains}: every link holds.")


def _noted(file: Path) -> Mapping[str, ChainEnd]:
    ends: dict[str, ChainEnd] = {}
    for line in file.read_text("utf-8").split("\n")[:-1]:
        end = audit_trail.end_of(line)
        if end.chain in ends:
            msg = f"{file} says twice where chain {end.chain} ended"
            raise NotAnEnd(msg)
        ends[end.chain] = end
    return ends


def _export(options: argparse.Namespace, url: str) -> None:
    wanted = {
        "team": ids.decode(ids.TEAM, options.team) if options.team else None,
        "actor": options.actor,
        "action": options.action,
        "since": options.since,
        "until": options.until,
    }
    for content, digest in audit_trail.export(url, wanted):
        record = dict(zip(_MEMBERS, json.loads(content), strict=True))
        moment = _EPOCH + timedelta(microseconds=record["occurred_at"])
        record["occurred_at"] = moment.isoformat().replace("+00:00", "Z")
        for name, prefix in _PREFIXES.items():
            if record[name] is not None:
                record[name] = ids.encode(prefix, UUID(record[name]))
        print(json.dumps({**record, "digest": digest}, ensure_ascii=False))
