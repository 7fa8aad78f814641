"""The frameworks that can be offered: one damaged file must not keep the others away."""

from csescreen.core.framework import Framework
from csescreen.errors import UserError
from csescreen.services import Services


def offered(services: Services) -> list[Framework]:
    """Return the frameworks on file that can be used, in their order."""
    found = []
    for framework_id in services.shelf.ids():
        try:
            found.append(services.shelf.get(framework_id))
        except UserError:  # opening a screening of it says what is wrong
            continue
    return found
