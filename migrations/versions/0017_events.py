"""events.

What was recorded before is in the feeds, too, but says of no API that it is about it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_IN_FEED = "team_id IS NOT NULL AND action <> 'comparison.asked'"
_OF_API = f"{_IN_FEED} AND api_id IS NOT NULL"
_INDEXES = {
    "ix_audit_events_feed": f"audit_events (team_id, id) WHERE {_IN_FEED}",
    "ix_audit_events_feed_of_type": "audit_events (team_id, action, id)"
    f" WHERE {_IN_FEED}",
    "ix_audit_events_feed_of_api": "audit_events (team_id, api_id, id)"
    f" WHERE {_OF_API}",
    "ix_audit_events_feed_of_both": "audit_events (team_id, api_id, action, id)"
    f" WHERE {_OF_API}",
}
_REPLACED = {
    "ix_audit_events_team_id": "audit_events (team_id, id DESC)"
    " WHERE team_id IS NOT NULL"
}
_OLD = (
    "'teams:read', 'members:read', 'apis:read', 'apis:write',"
    " 'versions:read', 'versions:write', 'consumers:read', 'consumers:write',"
    " 'deployments:read', 'deployments:write', 'proposals:read', 'proposals:write'"
)
_NEW = f"{_OLD}, 'events:read'"


def upgrade() -> None:
    op.create_table(
        "event_feeds",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("last_event_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_event_feeds")),
    )
    op.add_column("audit_events", sa.Column("api_id", sa.Uuid(), nullable=True))
    # Whatever was allowed before still is: nothing has to be looked at under a lock.
    _allow(_NEW, 13)
    with op.get_context().autocommit_block():
        for name in _conditions(_NEW, 13):
            op.execute(f"ALTER TABLE api_keys VALIDATE CONSTRAINT {name}")
        _replace(_REPLACED, _INDEXES)


def downgrade() -> None:
    op.execute("DELETE FROM api_keys WHERE scopes = ARRAY['events:read']")
    op.execute(
        "UPDATE api_keys SET scopes = array_remove(scopes, 'events:read')"
        " WHERE scopes @> ARRAY['events:read']"
    )
    _allow(_OLD, 12)
    with op.get_context().autocommit_block():
        _replace(_INDEXES, _REPLACED)
    op.drop_column("audit_events", "api_id")
    op.drop_table("event_feeds")


def _replace(old: dict[str, str], new: dict[str, str]) -> None:
    for name, definition in new.items():
        # One that was given up halfway is there, but of no use.
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        op.execute(f"CREATE INDEX CONCURRENTLY {name} ON {definition}")
    for name in old:
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")


def _allow(scopes: str, most: int) -> None:
    for name, condition in _conditions(scopes, most).items():
        op.execute(
            f"ALTER TABLE api_keys DROP CONSTRAINT {name},"
            f" ADD CONSTRAINT {name} CHECK ({condition}) NOT VALID"
        )


def _conditions(scopes: str, most: int) -> dict[str, str]:
    return {
        "ck_api_keys_scopes_count": f"cardinality(scopes) BETWEEN 1 AND {most}",
        "ck_api_keys_scopes_value": f"scopes <@ ARRAY[{scopes}]",
    }
