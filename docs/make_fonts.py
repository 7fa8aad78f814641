"""Make `csescreen/data/fonts/` from Debian's font packages: `python docs/make_fonts.py FOLDER`.

FOLDER holds what these packages unpack to (Debian 12):

    apt-get download fonts-noto-core fonts-dejavu-core fonts-droid-fallback fonts-nanum
    for package in *.deb; do dpkg-deb -x "$package" FOLDER; done

Hinting is taken out, which print and PDF do not use; one font keeps its ASCII alone, one its
Hangul. That one gets another name, because its licence reserves the old one for what is unchanged.
Needs fonttools.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "csescreen" / "data" / "fonts"
NOTO_SCRIPTS = (
    *("Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati"),
    *("Gurmukhi", "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya"),
    *("Sinhala", "Symbols2", "Syriac", "Tamil", "Telugu", "Thaana", "Thai"),
)
NOTO = ("NotoSans-Regular", "NotoSans-Bold", *(f"NotoSans{one}-Regular" for one in NOTO_SCRIPTS))
HANGUL = (*range(0x1100, 0x1200), *range(0x3130, 0x3190), *range(0xAC00, 0xD7A4))
HANGUL_NAME = "Hangul for csescreen"
FONTS = {
    **{f"noto/{name}": (name, ()) for name in NOTO},
    "dejavu/DejaVuSans": ("DejaVuSans", ()),
    "dejavu/DejaVuSansMono": ("DejaVuSansMono-Ascii", tuple(range(0x20, 0x7F))),
    "droid/DroidSansFallbackFull": ("DroidSansFallbackFull", ()),
    "nanum/NanumGothic": ("Hangul-Regular", HANGUL),
}
"""Where a font lies in the packages: its file here, and which characters (all where none)."""


def main(unpacked: Path) -> None:
    """Write every font, and the list of what each of them can show."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for found, (name, only) in FONTS.items():
        font = subset(unpacked / "usr/share/fonts/truetype" / f"{found}.ttf", only)
        if name.startswith("Hangul"):
            rename(font, HANGUL_NAME)
        font.save(TARGET / f"{name}.ttf")
    lines = (f"{path.name} {ranges(path)}\n" for path in sorted(TARGET.glob("*.ttf")))
    (TARGET / "coverage.txt").write_text("".join(lines), encoding="utf-8")


def subset(path: Path, only: tuple[int, ...]) -> TTFont:
    """Return the font without hinting, with the given characters or all."""
    options = Options(
        hinting=False, layout_features=["*"], notdef_outline=True, name_IDs=["*"], glyph_names=False
    )
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=only or font.getBestCmap().keys())
    subsetter.subset(font)
    return font


def rename(font: TTFont, name: str) -> None:
    """Give the font another name everywhere."""
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 6, 16, 18, 25):
            text = name.replace(" ", "-") if record.nameID == 6 else name
            font["name"].setName(
                text, record.nameID, record.platformID, record.platEncID, record.langID
            )


def ranges(path: Path) -> str:
    """Return the characters of a font as hexadecimal ranges."""
    found: list[list[int]] = []
    for code in sorted(TTFont(path).getBestCmap()):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return " ".join(f"{first:X}-{last:X}" for first, last in found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
