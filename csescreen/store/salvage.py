"""What can still be read of a damaged store: every row on a page that is authentic, and no other.

Rows are known by their shape and by parsing, so that neither the schema nor a tree's upper pages
are needed. Of several rows of one screening the highest revision counts. What is lost is named by
its key, and by its reference where an index still has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlmodel import SQLModel

from csescreen.store.cells import INDEX_INTERIOR, INDEX_LEAF, TABLE_LEAF, Cell, Value
from csescreen.store.document import DocumentError
from csescreen.store.keys import Keys
from csescreen.store.layout import log_of
from csescreen.store.rows import reading_from, record_from
from csescreen.store.shapes import Rows, row_of
from csescreen.store.snapshot import Snapshot, View, look
from csescreen.store.tables import FrameworkFileRow, MetaRow, ReadingRow, ScreeningRow
