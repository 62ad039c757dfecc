"""Where the chains of audit records begin and end."""

from sqlalchemy import BigInteger, Column, LargeBinary, Text, text
from sqlmodel import Field

from impl.tables.base import Base


class AuditChainRow(Base, table=True):
    """The records of a team, else of a person or thing, in the order of their links.

    The database changes it on behalf of a record that is added, or goes because of its
    age; whoever adds one holds it until they commit, and nobody of another chain.
    """

    __tablename__ = "audit_chains"

    chain: str = Field(sa_column=Column(Text, primary_key=True))
    last_number: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    last_digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    # What went because of its age was linked like this.
    pruned_number: int = Field(
        sa_column=Column(BigInteger, nullable=False, server_default=text("0"))
    )
    pruned_digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
