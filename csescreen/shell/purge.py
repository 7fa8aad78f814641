"""`csescreen purge`: what would go for good, and the asking before it does."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from csescreen.core.purging import goes, stays
from csescreen.core.text import clean_line
from csescreen.errors import InputError, UserError
from csescreen.shell.store import find
from csescreen.silence import heard

if TYPE_CHECKING:
    from csescreen.services import Services

_NOTHING = "Nothing was removed."


def purge(services: "Services", reference: str, reason: str, *, yes: bool) -> Iterator[str]:
    """Remove a screening for good; yield what was done. It is asked for on standard error."""
    why = clean_line(reason).strip()
    if not why:
        raise InputError(
            "A purge needs a reason.",
            safe=_NOTHING,
            do_next="Give --reason, such as the period of your authority's policy. Name no child.",
        )
    line = find(services, reference)
    record = services.open_store.read(line.key)
    told = [*goes(record, services.readings(record)), *stays(services.backups_holding(line.key))]
    sys.stderr.write("\n".join(clean_line(text) for text in told) + "\n")
    if not yes:
        _typed_back(clean_line(line.reference) or line.key[:8])
    services.purge(line.key, why)
    yield f"Purged: {clean_line(line.reference) or line.key[:8]}. The audit trail has the reason."


def _typed_back(name: str) -> None:
    if not sys.stdin.isatty():
        raise InputError(
            "Nobody can be asked here whether the screening may go.",
            safe=_NOTHING,
            do_next="Run it in a terminal, or give --yes.",
        )
    sys.stderr.write(f"Type {name} to remove it for good, or press Enter to keep it: ")
    sys.stderr.flush()
    with heard():
        typed = sys.stdin.readline()
    if clean_line(typed).strip() != name.strip():
        raise UserError("What was typed is not its reference.", safe=_NOTHING)
