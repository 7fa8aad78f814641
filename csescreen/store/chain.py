"""The codes of the audit trail: HMAC-SHA256 over a row and the code of the row before it."""

import hmac
import json
from collections.abc import Mapping
from typing import Final

from csescreen.core.audit import AuditEntry

FIRST: Final = "0" * 64
"""What stands for the code before the first row."""


def mac_of(key: bytes, entry: AuditEntry, before: str) -> str:
    """Return the code of a row, whatever code it carries itself; "" for one that has none."""
    return _code(
        key,
        "row",
        (
            entry.number,
            entry.at,
            entry.action,
            entry.key,
            entry.revision,
            entry.content,
            entry.detail,
            before,
        ),
    )


def content_code(key: bytes, table: str, row: Mapping[str, object]) -> str:
    """Return the code of a row of a table; short text cannot be guessed from it without the key.

    What is empty is left out: a column that a later schema adds leaves earlier codes as they are.
    So is the code that the row itself carries.
    """
    held = sorted((name, value) for name, value in row.items() if value != "" and name != "code")
    return _code(key, table, tuple(held))


def coded(key: bytes, table: str, row: Mapping[str, object]) -> dict[str, object]:
    """Return the row with the code that it is to carry."""
    return {**row, "code": content_code(key, table, row)}


def carried_code(key: bytes, table: str, row: Mapping[str, object]) -> str:
    """Return the code of a row, and "" of one that carries another.

    One of an earlier schema carries none: then what else knows its code says whether it fits.
    """
    code = content_code(key, table, row)
    return code if not row["code"] or same(str(row["code"]), code) else ""


def code(key: bytes, purpose: str, text: str) -> str:
    """Return the code of a text for one purpose."""
    return _code(key, purpose, (text,))


def same(one: str, other: str) -> bool:
    """Return whether two codes are the same one."""
    try:
        return bool(one) and hmac.compare_digest(one, other)
    except TypeError:  # a spoilt row holds something else than text, or odd text
        return False


def _code(key: bytes, kind: str, values: tuple[object, ...]) -> str:
    # JSON in ASCII: two different rows never have the same bytes
    try:
        text = json.dumps([kind, *values], ensure_ascii=True, separators=(",", ":"))
    except TypeError:  # a spoilt row: the database may hold bytes where text was written
        return ""
    return hmac.digest(key, text.encode("ascii"), "sha256").hex()
