"""comment threads."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_WHOLE = (
    "num_nulls(side, fate, pointer, fingerprint, line, excerpt, last_pointer,"
    " last_fingerprint, last_line, last_excerpt) IN (0, 10)"
)


def upgrade() -> None:
    op.create_table(
        "comment_threads",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("pointer", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("line", sa.BigInteger(), nullable=True),
        sa.Column("excerpt", sa.Text(), nullable=True),
        sa.Column("fate", sa.Text(), nullable=True),
        sa.Column("last_pointer", sa.Text(), nullable=True),
        sa.Column("last_fingerprint", sa.Text(), nullable=True),
        sa.Column("last_line", sa.BigInteger(), nullable=True),
        sa.Column("last_excerpt", sa.Text(), nullable=True),
        sa.Column(
            "comments", sa.BigInteger(), server_default=sa.text("1"), nullable=False
        ),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        _instant("resolved_at", nullable=True),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        _instant("created_at", now=True),
        *(
            _check("comment_threads", name, rule)
            for name, rule in (
                ("side_value", "side IN ('base', 'revision')"),
                (
                    "fate_value",
                    "fate IN ('same', 'moved', 'changed', 'gone', 'unknown')",
                ),
                ("pointer_length", "char_length(pointer) BETWEEN 0 AND 8000"),
                ("last_pointer_length", "char_length(last_pointer) BETWEEN 0 AND 8000"),
                ("excerpt_length", "char_length(excerpt) BETWEEN 0 AND 1500"),
                ("last_excerpt_length", "char_length(last_excerpt) BETWEEN 0 AND 1500"),
                ("line_range", "line >= 1 AND last_line >= 1"),
                ("comments_range", "comments >= 1"),
                (
                    "place_whole",
                    _WHOLE,
                ),
                ("resolved_at_set", "resolved_by IS NULL OR resolved_at IS NOT NULL"),
            )
        ),
        _owner("comment_threads", "proposal_id", "proposals", "CASCADE"),
        _owner("comment_threads", "author_id", "people", "SET NULL"),
        _owner("comment_threads", "resolved_by", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_threads")),
    )
    op.create_index(
        "ix_comment_threads_page",
        "comment_threads",
        ["proposal_id", sa.text("created_at DESC"), sa.text("id DESC")],
    )
    op.create_index("ix_comment_threads_author_id", "comment_threads", ["author_id"])
    op.create_index(
        "ix_comment_threads_resolved_by", "comment_threads", ["resolved_by"]
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        _instant("created_at", now=True),
        _check("comments", "body_length", "char_length(body) BETWEEN 1 AND 5000"),
        _owner("comments", "thread_id", "comment_threads", "CASCADE"),
        _owner("comments", "author_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index(
        "ix_comments_page",
        "comments",
        ["thread_id", sa.text("created_at DESC"), sa.text("id DESC")],
    )
    op.create_index("ix_comments_author_id", "comments", ["author_id"])


def downgrade() -> None:
    op.drop_table("comments")
    op.drop_table("comment_threads")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _owner(
    table: str, column: str, owner: str, on_delete: str
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{owner}.id"],
        name=op.f(f"fk_{table}_{column}_{owner}"),
        ondelete=on_delete,
    )


def _instant(
    name: str, *, nullable: bool = False, now: bool = False
) -> sa.Column[datetime]:
    return sa.Column(
        name,
        sa.DateTime(timezone=True),
        server_default=sa.text("now()") if now else None,
        nullable=nullable,
    )
