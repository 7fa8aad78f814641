"""The tables, as the database holds them. `rows` turns them into the core's objects and back."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class ScreeningRow(SQLModel, table=True):
    """One screening. Times are ISO 8601 text in UTC of one width, so that text order is time order.
    ``framework_shared`` holds hashes with spaces between.

    What a person wrote is in ``screening`` and ``wording`` as JSON text, and in ``reference`` for
    the search; none of the three shows in a representation.

    ``code`` stands for all else that the row holds (`csescreen.store.chain`): a long text runs over
    several pages, and one of an older copy among them is seen without the audit trail.
    """

    __tablename__ = "screening"

    key: str = Field(primary_key=True)
    revision: int
    reference: str = Field(index=True, repr=False)
    framework_id: str
    framework_version: str
    framework_sha256: str
    framework_shared: str = Field(default="", sa_column_kwargs={"server_default": ""})
    created_at: str
    updated_at: str = Field(index=True)
    screening: str = Field(repr=False)
    wording: str = Field(repr=False)
    code: str = Field(default="", sa_column_kwargs={"server_default": ""})


class FrameworkFileRow(SQLModel, table=True):
    """One file of a framework, as it was when a screening was first saved under it."""

    __tablename__ = "framework_file"

    sha256: str = Field(primary_key=True)
    id: str
    version: str
    content: bytes = Field(repr=False)


class ReadingRow(SQLModel, table=True):
    """What one version of a framework made of a screening at one time. A trigger bars changes.

    ``code`` stands for all else that the row holds, as a screening's does.
    """

    __tablename__ = "reading"

    key: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    made_at: str
    framework_id: str
    framework_version: str
    framework_sha256: str
    framework_shared: str
    outcome: str = Field(repr=False)
    screening: str = Field(repr=False)
    wording: str = Field(repr=False)
    why: str = Field(repr=False)
    code: str = Field(default="", sa_column_kwargs={"server_default": ""})


class AuditRow(SQLModel, table=True):
    """One row of the audit trail. Triggers bar every change; see `csescreen.core.audit`."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_key", "key", "action"),)

    number: int = Field(primary_key=True)
    at: str
    action: str
    key: str
    revision: int
    content: str
    detail: str = Field(repr=False)
    mac: str


class MetaRow(SQLModel, table=True):
    """A fact about the store itself."""

    __tablename__ = "meta"

    name: str = Field(primary_key=True)
    value: str


VAULT_ID = "vault"
"""The name of the meta row that says which vault the database belongs to."""

PURGING = "purging"
"""The name of the meta row that lets one screening go, within the transaction of a purge."""
