"""What screens and commands may ask for, typed by ports. `bootstrap` fills it in.

Nothing here knows of a terminal or a database: screens reach the store only through a `Saver`
and the methods here, one module for each kind of work.
"""

from collections.abc import Callable
from dataclasses import dataclass

from csescreen.core.vault import Vault
from csescreen.services.calls import CallServices
from csescreen.services.export import ExportServices
from csescreen.services.frameworks import Shelf
from csescreen.services.language import LanguageServices
from csescreen.services.versions import VersionServices
from csescreen.settings import Settings

__all__ = ["Services", "Shelf"]


@dataclass(kw_only=True)
class Services(CallServices, VersionServices, ExportServices, LanguageServices):
    """Everything that a shell may use."""

    vault: Vault
    write_settings: Callable[[Settings], None]
