"""Columns that many tables have, spelled once."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Table,
    Text,
    Uuid,
    text,
)
from sqlmodel import SQLModel


def identity() -> Column[Any]:
    """Return a primary key that the server fills with a time-ordered id."""
    return Column(Uuid, primary_key=True, server_default=text("uuidv7()"))


def other_key() -> Column[Any]:
    """Return the same, of a table that has another primary key."""
    return Column(Uuid, nullable=False, server_default=text("uuidv7()"))


def reference(
    target: str,
    *,
    primary_key: bool = False,
    nullable: bool = False,
    on_delete: str = "CASCADE",
) -> Column[Any]:
    """Return a column that refers to another table's id."""
    foreign_key = ForeignKey(target, ondelete=on_delete)
    return Column(Uuid, foreign_key, primary_key=primary_key, nullable=nullable)


def string(*, nullable: bool = False) -> Column[Any]:
    """Return a text column; its bounds are named CHECK constraints of the table."""
    return Column(Text, nullable=nullable)


def instant(*, nullable: bool = False, now: bool = False) -> Column[Any]:
    """Return a column of instants, with the transaction's time as default if `now`."""
    default = text("now()") if now else None
    return Column(DateTime(timezone=True), nullable=nullable, server_default=default)


def revision() -> Column[Any]:
    """Return the count of a row's states, which its ETag is made of."""
    return Column(BigInteger, nullable=False, server_default=text("1"))


def length(column: str, shortest: int, longest: int) -> CheckConstraint:
    """Return a constraint on the number of a text's characters."""
    return CheckConstraint(
        f"char_length({column}) BETWEEN {shortest} AND {longest}",
        name=f"{column}_length",
    )


def digest_form(column: str) -> CheckConstraint:
    """Return the constraint on digests (contract: Digest)."""
    return CheckConstraint(
        f"{column} ~ '^sha256:[0-9a-f]{{64}}$'", name=f"{column}_form"
    )


def short_name() -> CheckConstraint:
    """Return the constraint on names for URLs (contract: Name)."""
    return CheckConstraint(
        "char_length(name) <= 63 AND name ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'",
        name="name_form",
    )


def one_of(column: str, *values: str) -> CheckConstraint:
    """Return a constraint on the values of a text column."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_value")


def table_of(model: type[SQLModel]) -> Table:
    """Return the table of a table class, for statements."""
    return model.metadata.tables[str(model.__tablename__)]
