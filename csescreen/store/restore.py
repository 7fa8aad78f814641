"""Restoring a backup: which keys open it, what would change, and doing it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from csescreen.core.backups import BEFORE_RESTORE, Backup, Change, changes
from csescreen.core.ports import RecordLine
from csescreen.errors import StoreDamagedError, UserError, WrongPassphraseError
from csescreen.private_files import create_private, sync_file
from csescreen.store import backup_folder, copying, envelope, manifest, swap
