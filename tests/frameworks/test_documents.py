"""Every source is named by its document's title, also one that only the catalogue cites."""

from pathlib import Path

from csescreen.bootstrap import shelf
from csescreen.core.words import sources_words

WEIGHTED = Path(__file__).parent / "weighted.toml"


def test_a_sign_of_the_catalogue_names_its_document_under_any_framework() -> None:
    framework = shelf().check(WEIGHTED).framework
    assert framework is not None
    for sign in framework.indicators.values():
        for words in sources_words(framework, sign.sources):
            assert ".txt" not in words, sign.id


def test_the_shared_titles_are_those_of_the_frameworks() -> None:
    shared = shelf().common.tables["documents"]
    own = {
        document: title
        for name in shelf().ids()
        for document, title in shelf().get(name).documents.items()
    }
    assert own == shared
