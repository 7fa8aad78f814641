"""The pages behind help say what a framework's file says, with where it is written."""

import pytest

from csescreen.bootstrap import shelf
from csescreen.screens.lookup import pages

SHELF = shelf()


def page(name: str, *ids: str, words: str = "") -> str:
    """Return the text of a page for these frameworks."""
    _, blocks, _ = pages(name, [SHELF.get(id) for id in ids])
    return "\n".join(block.plain for block in blocks(words, 70))


@pytest.mark.parametrize("id", SHELF.ids())
def test_roles_disputes_and_services_are_told_with_their_lines(id: str) -> None:
    framework = SHELF.get(id)
    roles, dispute, support = (page(name, id) for name in ("roles", "disputes", "support"))
    for role in framework.roles:
        assert role.name in roles
        assert all(duty in roles for duty in role.duties)
        assert all(source.lines in roles for source in role.sources)
    assert all(step in dispute for step in framework.dispute)
    for service in framework.support:
        assert f"{service.name}: {service.what}" in support
        assert all(source.lines in support for source in service.sources)
    for text in (roles, dispute, support):
        assert "confirm with your local procedures" in text


def test_a_document_that_says_nothing_is_said_to_say_nothing() -> None:
    assert "names no service" in page("support", "county")
    assert "says nothing about disputes" in page("disputes", "county")


def test_only_the_authorities_that_are_asked_for_are_told() -> None:
    text = page("support", "hounslow")
    assert "Women and Girls Network" in text
    assert "Barnardo" not in text


def test_all_keys_are_found_by_command_and_by_key() -> None:
    assert "Ctrl+Z" in page("keys", words="undo")
    assert "Undo" in page("keys", words="ctrl+z")
    assert "Undo" not in page("keys", words="purge")
