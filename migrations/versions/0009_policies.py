"""policies.

APIs of before this release get the policy that new ones have, too: from now on nothing
that breaks is published without a new major version. Processes of that release go on
publishing anything until they are replaced.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_CHECKS = {
    "policy_profile_length": "char_length(policy_profile) BETWEEN 1 AND 63",
    "major_version_for_value": (
        "major_version_for IN ('risky', 'undecided', 'breaking', 'nothing')"
    ),
}


def upgrade() -> None:
    for name, default in (
        ("policy_profile", "tolerant-reader"),
        ("major_version_for", "undecided"),
    ):
        op.add_column(
            "apis", sa.Column(name, sa.Text(), server_default=default, nullable=False)
        )
    # All rows have the defaults, so none has to be looked at under a lock.
    for name, condition in _CHECKS.items():
        op.execute(
            f"ALTER TABLE apis ADD CONSTRAINT ck_apis_{name}"
            f" CHECK ({condition}) NOT VALID"
        )
    with op.get_context().autocommit_block():
        for name in _CHECKS:
            op.execute(f"ALTER TABLE apis VALIDATE CONSTRAINT ck_apis_{name}")


def downgrade() -> None:
    op.drop_column("apis", "major_version_for")
    op.drop_column("apis", "policy_profile")
