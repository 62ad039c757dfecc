"""The rights of a service that does not own its database.

Its role reads and writes, but owns nothing: it changes no schema, and takes off none of
the triggers that keep audit records as they were written.
"""

from typing import Final

import psycopg
from psycopg import sql

from impl.database.engine import plain_url

_ROLE: Final = "SELECT rolsuper FROM pg_roles WHERE rolname = %s"
_RIGHTS: Final = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    # A backup reads where they are, too.
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "REVOKE UPDATE, DELETE ON audit_events FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON audit_chains, alembic_version FROM {role}",
    # Where functions are nobody's by default; who tells of something calls it.
    "GRANT EXECUTE ON FUNCTION tell_audit_event TO {role}",
    # What was restored from a backup has no rights of its own.
    "REVOKE EXECUTE ON FUNCTION begin_audit_chain(text) FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION prune_audit_events(interval, int) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION prune_audit_events(interval, int) TO {role}",
)


class NoSuchRole(Exception):
    """The rights can't be given; the message says why."""


def grant(url: str, role: str) -> None:
    """Give `role` what the service needs in the database at `url`, and no more.

    It may be given again, and has to be after a migration that adds tables.

    Raises:
        NoSuchRole: there is none of this name, or it is a superuser, whom nothing
            stops.
        psycopg.Error: the database can't be reached, or who asks may not give it.
    """
    with psycopg.connect(
        plain_url(url), connect_timeout=5, application_name="countersign-grant"
    ) as link:
        [schema] = link.execute("SELECT current_schema()").fetchone() or ("public",)
        found = link.execute(_ROLE, (role,)).fetchone()
        if found is None or found[0]:
            what = "a superuser" if found else "no role of this server"
            msg = f"{role} is {what}"
            raise NoSuchRole(msg)
        names = {"schema": sql.Identifier(schema), "role": sql.Identifier(role)}
        for statement in _RIGHTS:
            link.execute(sql.SQL(statement).format(**names))
