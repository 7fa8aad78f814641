"""A store that is read and never written: one that is damaged, or that is closed for writing.

It is read page by page and held in memory, so that what is lost takes nothing else with it.
"""

from collections.abc import Callable, Sequence

from csescreen.core.audit import AuditEntry, AuditHead
from csescreen.core.framework import FrameworkFile
from csescreen.core.ports import DatedReading, FrameworkPin, Record, RecordLine
from csescreen.errors import UserError
from csescreen.store.chain import FIRST
from csescreen.store.fault_words import DAMAGED, READ_ONLY, told
from csescreen.store.keys import Keys
from csescreen.store.rows import searchable
from csescreen.store.salvage import Salvaged
from csescreen.store.schema import VERSIONS
from csescreen.store.tables import VAULT_ID
