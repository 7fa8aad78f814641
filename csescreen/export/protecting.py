"""A document that opens with a password alone: encrypted as Word and PDF readers know it.

Whoever has the file can try passwords for as long as they like, on many computers at once, and the
file goes where nobody can lock it. So the password has to be long; a short one, however odd, is
soon found.
"""

import io
from typing import Final

from csescreen.errors import InputError, UserError

PROTECTABLE: Final = ("docx", "pdf")
"""The formats whose readers ask for a password by themselves."""
SHORTEST: Final = 12
LONGEST: Final = 127
"""Readers of PDF take no more."""
_DIFFERENT: Final = 5


class PasswordProtection:
    """Puts Word documents and PDFs under a password."""

    formats = frozenset(PROTECTABLE)

    def refuse_weak(self, password: str) -> None:
        """Raise `InputError`, in plain words, where a password will not do."""
        wrong = _wrong_with(password)
        if wrong:
            raise InputError(
                f"This password will not do: {wrong}.",
                safe="Nothing was written.",
                do_next=f"Use {SHORTEST} characters or more: three or four words that do not "
                "belong together are good. Tell it to the reader by another way than the file, by "
                "telephone.",
            )

    def protect(self, document_format: str, content: bytes, password: str) -> bytes:
        """Return the document encrypted with AES-256; without the password it cannot be read.

        Raises `InputError` where the password will not do, or the format has no protection of its
        own.
        """
        if document_format not in PROTECTABLE:
            raise InputError(
                f"A file of the format {document_format} cannot have a password of its own.",
                safe="Nothing was written.",
                do_next=f"Choose {' or '.join(PROTECTABLE)}.",
            )
        self.refuse_weak(password)
        try:
            return _PROTECT[document_format](content, password)
        except Exception as error:
            reason = type(error).__name__
        raise UserError(
            f"The document cannot be protected by a password ({reason}).",
            safe="Nothing was written; the screening is saved.",
            do_next="Export it without a password, and send it by a way that is safe.",
        )


def _wrong_with(password: str) -> str:
    if len(password) < SHORTEST:
        return f"it has fewer than {SHORTEST} characters, and can be guessed by trying"
    if len(password) > LONGEST:
        return f"it has more than {LONGEST} characters, which not every program reads"
    if not (password.isascii() and password.isprintable()):
        # programs differ in how they write other characters down before they encrypt
        return (
            "it has characters other than plain letters, digits and signs such as - or !, "
            "a tab perhaps"
        )
    if password != password.strip():
        return "it begins or ends with a space, which is easily lost"
    if len(set(password.casefold())) < _DIFFERENT:
        return "it repeats a few characters, and can be guessed by trying"
    return ""


def _word(content: bytes, password: str) -> bytes:
    """Encrypt as Word does ("agile"): AES-256, SHA-512 a hundred thousand times."""
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415 - where somebody asks for it

    protected = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, protected)
    return protected.getvalue()


def _pdf(content: bytes, password: str) -> bytes:
    """Encrypt as PDF 2.0 does (revision 6): AES-256, the document's properties with it."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - where somebody asks for it

    # all of it is taken over: the tags that screen readers need, and the properties
    reader = PdfReader(io.BytesIO(content), strict=True)
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    writer.encrypt(user_password=password, algorithm="AES-256")
    protected = io.BytesIO()
    writer.write(protected)
    return protected.getvalue()


_PROTECT: Final = {"docx": _word, "pdf": _pdf}
