"""The formats in which a summary can be exported, by the name that the command line takes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from csescreen.core.ports import Exporter
from csescreen.export.as_calendar import CalendarExporter
from csescreen.export.as_csv import CsvExporter
from csescreen.export.as_fhir import FhirExporter
from csescreen.export.as_html import HtmlExporter
from csescreen.export.as_json import JsonExporter
from csescreen.export.as_markdown import MarkdownExporter
from csescreen.export.as_pdf import PdfExporter
from csescreen.export.as_word import WordExporter

_USUAL_FIRST: Final[tuple[Exporter, ...]] = (
    WordExporter(),
    PdfExporter(),
    HtmlExporter(),
    MarkdownExporter(),
    JsonExporter(),
    CsvExporter(),
    FhirExporter(),
    CalendarExporter(),
)

EXPORTERS: Final[Mapping[str, Exporter]] = MappingProxyType(
    {exporter.format: exporter for exporter in _USUAL_FIRST}
)
