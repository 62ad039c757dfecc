"""The metadata that every table belongs to, and how constraints are named."""

from sqlmodel import SQLModel

# Names that can be predicted: an IntegrityError is recognised, and a migration
# drops a constraint, by name.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = SQLModel.metadata
metadata.naming_convention = NAMING_CONVENTION


class Base(SQLModel):
    """Parent of the table classes, so that none is made before the names are set.

    Their rows are never validated by Pydantic, so what would do that is not built.
    """

    model_config = {"defer_build": True}
