"""A protected document opens with its password alone, and is then what it was."""

import io
import subprocess
from functools import cache
from pathlib import Path

import msoffcrypto
import pytest
from docx import Document
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError
from pdfua import validate
from pypdf import PdfReader, PdfWriter
from pypdf.errors import FileNotDecryptedError

from csescreen.errors import InputError, UserError
from csescreen.export import protecting
from csescreen.export.as_pdf import PdfExporter
from csescreen.export.as_word import WordExporter
from csescreen.export.protecting import PROTECTABLE, PasswordProtection
from tests.export.builder import summary
from tests.export.reading_pdf import TaggedPdf
from tests.tools_at_hand import needs

PASSWORD = "horse-battery-staple"
protect, refuse_weak = PasswordProtection().protect, PasswordProtection().refuse_weak
NEEDLES = (
    *(b"Example Child", b"A-17", b"OFFICIAL-SENSITIVE", b"sexual exploitation"),
    *(b"csescreen", b"word/document.xml"),
)


@cache
def word() -> bytes:
    return WordExporter().render(summary())


@cache
def pdf() -> bytes:
    return PdfExporter().render(summary())


PLAIN = {"docx": word, "pdf": pdf}


@pytest.mark.parametrize("name", PROTECTABLE)
def test_nothing_can_be_read_without_the_password(name: str) -> None:
    plain, protected = PLAIN[name](), protect(name, PLAIN[name](), PASSWORD)
    assert any(needle in plain for needle in NEEDLES), "the needles would be seen"
    for needle in (*NEEDLES, PASSWORD.encode()):
        assert needle not in protected
        assert needle.decode().encode("utf-16-le") not in protected
        assert needle.decode().encode("utf-16-be") not in protected
        assert needle.hex().encode() not in protected.lower()


@pytest.mark.parametrize("name", PROTECTABLE)
def test_each_copy_is_encrypted_under_a_key_of_its_own(name: str) -> None:
    assert protect(name, PLAIN[name](), PASSWORD) != protect(name, PLAIN[name](), PASSWORD)


def opened(protected: bytes, password: str) -> bytes:
    file = msoffcrypto.OfficeFile(io.BytesIO(protected))
    assert file.is_encrypted()
    file.load_key(password=password, verify_password=True)
    written = io.BytesIO()
    file.decrypt(written, verify_integrity=True)
    return written.getvalue()


def test_the_password_gives_the_same_word_document_back() -> None:
    protected = protect("docx", word(), PASSWORD)
    assert opened(protected, PASSWORD) == word()
    assert Document(io.BytesIO(opened(protected, PASSWORD))).paragraphs[0].text == summary().title


@pytest.mark.parametrize("wrong", ["", "horse-battery-stapl", "Horse-battery-staple"])
def test_a_wrong_password_opens_nothing(wrong: str) -> None:
    with pytest.raises((InvalidKeyError, DecryptionError)):
        opened(protect("docx", word(), PASSWORD), wrong)
    reader = PdfReader(io.BytesIO(protect("pdf", pdf(), PASSWORD)))
    assert reader.decrypt(wrong) == 0
    with pytest.raises(FileNotDecryptedError):
        _ = reader.pages[0]


def test_word_is_encrypted_with_aes_256() -> None:
    protected = protect("docx", word(), PASSWORD)
    assert b'cipherAlgorithm="AES"' in protected
    assert b'keyBits="256"' in protected
    assert b'hashAlgorithm="SHA512"' in protected


def unlocked(protected: bytes) -> bytes:
    """The PDF with its password taken off by another program's library."""
    reader = PdfReader(io.BytesIO(protected))
    assert reader.is_encrypted
    assert reader.decrypt(PASSWORD)
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_protected_pdf_keeps_its_text_its_tags_its_language_and_its_properties() -> None:
    back, plain = TaggedPdf(unlocked(protect("pdf", pdf(), PASSWORD))), TaggedPdf(pdf())
    assert summary().title in plain.words
    assert "Example Child" in plain.words
    assert len(plain.tags) > 100
    assert (back.text, back.tags, back.alternatives) == (plain.text, plain.tags, plain.alternatives)
    assert back.root["/Lang"] == plain.root["/Lang"] == "en-GB"
    assert back.root["/Metadata"].get_data() == plain.root["/Metadata"].get_data()
    assert back.reader.metadata == plain.reader.metadata
    assert back.reader.pdf_header == plain.reader.pdf_header == "%PDF-1.7"


def test_without_its_password_it_still_conforms_to_pdf_ua(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(unlocked(protect("pdf", pdf(), PASSWORD)))
    assert validate(str(file)).findings == ()


def test_another_program_opens_the_pdf_with_the_password_alone(tmp_path: Path) -> None:
    qpdf, file = needs("qpdf"), tmp_path / "x.pdf"
    file.write_bytes(protect("pdf", pdf(), PASSWORD))

    def asked(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run([qpdf, *arguments, str(file)], capture_output=True, check=False)

    shown = asked(f"--password={PASSWORD}", "--show-encryption")
    assert b"file encryption method: AESv3" in shown.stdout
    assert b"R = 6" in shown.stdout
    assert asked(f"--password={PASSWORD}", "--check").returncode == 0
    assert b"invalid password" in asked("--check").stderr


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "fewer than 12"),
        ("elevenchars", "fewer than 12"),
        ("a-b-c-d-e" * 20, "more than 127"),
        ("zażółć gęślą jaźń", "other than plain letters"),
        ("with a\nline end", "other than plain letters"),
        (" three plain words", "begins or ends with a space"),
        ("aaaaaaaaaaaa", "repeats"),
        ("abababABABAB1212", "repeats"),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_plain_words(password: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        protect("docx", word(), password)
    assert said in refused.value.what
    assert not password or password not in "\n".join(refused.value.lines())


@pytest.mark.parametrize("password", ["twelve-chars", "three plain words", "Aa1!" * 3 + "xyz"])
def test_a_password_that_will_do(password: str) -> None:
    refuse_weak(password)


def test_other_formats_have_no_password_of_their_own() -> None:
    with pytest.raises(InputError) as refused:
        protect("html", b"", PASSWORD)
    assert "docx or pdf" in refused.value.do_next


@pytest.mark.parametrize("name", PROTECTABLE)
def test_a_failure_says_nothing_of_the_child(name: str) -> None:
    with pytest.raises(UserError) as failed:
        protect(name, b"Example Child", PASSWORD)
    assert "Example Child" not in "\n".join(failed.value.lines())
    assert PASSWORD not in "\n".join(failed.value.lines())
    assert failed.value.__cause__ is failed.value.__context__ is None
    assert tuple(PLAIN) == protecting.PROTECTABLE
