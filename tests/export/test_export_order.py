"""What an export is ordered as, and what of it does not go together."""

from pathlib import Path

import pytest

from csescreen.core.audience import AUDIENCES
from csescreen.core.export_order import ExportOrder, refuse_impossible
from csescreen.errors import InputError
from csescreen.export.formats import EXPORTERS
from csescreen.export.protecting import PasswordProtection

PROTECTABLE = PasswordProtection.formats


def problems(order: ExportOrder) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as refused:
        refuse_impossible(order, EXPORTERS, PROTECTABLE)
    return [(problem.place, problem.code) for problem in refused.value.problems]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_format_of_an_audience_can_be_ordered(audience: str) -> None:
    fit = tuple(name for name, one in EXPORTERS.items() if audience in one.audiences)
    refuse_impossible(ExportOrder(fit, audience), EXPORTERS, PROTECTABLE)


def test_data_is_not_for_the_family_and_every_such_format_is_named() -> None:
    order = ExportOrder(("html", "json", "csv", "ics"), "family")
    assert problems(order) == [("json", "audience"), ("csv", "audience"), ("ics", "audience")]


def test_a_password_protects_some_formats_alone() -> None:
    assert problems(ExportOrder(("html",), password="long enough, this")) == [("html", "password")]


def test_a_form_needs_word_and_professionals() -> None:
    form = Path("form.docx")
    assert problems(ExportOrder(("html",), "family", form)) == [
        ("template", "template"),
        ("template", "template"),
    ]


def test_no_repr_shows_the_password() -> None:
    order = ExportOrder(("docx",), password="horse-battery-staple")
    assert "horse" not in repr(order)
    assert order != ExportOrder(("docx",)), "it is told apart all the same"


def test_the_audit_trail_is_told_for_whom() -> None:
    assert ExportOrder(("html", "json")).noted(("html",)) == "html"
    assert ExportOrder(("html",), "family").noted(("html",)) == "html for family"
    assert ExportOrder(("html",), "family").noted(()) == ""
