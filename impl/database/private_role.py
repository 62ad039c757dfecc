"""The role that the application has in its private PostgreSQL: owner, not superuser.

So that nothing that is sent to the service, and no fault of it, can read the server's
files, change its settings, or take away what the database itself guarantees.
"""

from typing import Any, Final

import psycopg
from psycopg import sql

ROLE: Final = "countersign_app"
# Everything that a data folder of an earlier release left to its superuser. What
# belongs to a table, such as its indexes and its row type, goes with it.
_OWNED: Final = """
    SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW'
           WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, oid::regclass::text
    FROM pg_class c
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v', 'm')
    AND relowner <> %(role)s::regrole
    AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass
                    AND d.deptype IN ('a', 'i', 'e'))
    UNION ALL
    SELECT 'ROUTINE', oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proowner <> %(role)s::regrole
    UNION ALL
    SELECT CASE typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, oid::regtype::text
    FROM pg_type t
    WHERE typnamespace = 'public'::regnamespace AND typowner <> %(role)s::regrole
    AND (typtype IN ('e', 'd', 'r') OR (typtype = 'c' AND EXISTS
         (SELECT FROM pg_class WHERE oid = t.typrelid AND relkind = 'c')))
"""


def ensure_role(connection: psycopg.Connection[tuple[Any, ...]], database: str) -> bool:
    """Give the role the database, for a superuser; tell whether it had to be made."""
    found = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (ROLE,))
    role = sql.Identifier(ROLE)
    is_new = found.fetchone() is None
    if is_new:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
    owner = sql.SQL("ALTER DATABASE {} OWNER TO {}")
    connection.execute(owner.format(sql.Identifier(database), role))
    return is_new


def hand_over(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Give the role what is in the connection's database, all of it or nothing."""
    with connection.transaction():
        rows = connection.execute(_OWNED, {"role": ROLE}).fetchall()
        for kind, name in rows:
            statement = "ALTER {} {} OWNER TO {}"
            connection.execute(
                sql.SQL(statement).format(
                    # Both are quoted by the server that they come from.
                    sql.SQL(kind),
                    sql.SQL(name),
                    sql.Identifier(ROLE),
                )
            )
