"""Makes the static TrueType cuts in exports/pdf/fonts from the variable web fonts: a tool for developers.

    npm pack @fontsource-variable/literata @fontsource-variable/atkinson-hyperlegible-next
    npm pack @fontsource/noto-emoji          (5.3.2 was used)
    apt-get download fonts-noto-core         (20201225-1 was used)
    python -m exports.pdf.make_fonts FOLDER-WITH-THE-WOFF2-FILES DejaVuSans.ttf FOLDER-WITH-NOTO-FILES

Each cut pins weight and optical size, merges the latin and latin-ext subsets (Š ž Ł ł ğ ş İ), drops what reportlab
does not read (layout features, hinting) and gets a name of its own. The same input gives the same bytes;
fonts/VENDOR.json says of every file which version of which font it is, under which licence, with its SHA-256.
"""

import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parent / "fonts"
PRINTABLE = Path(__file__).parents[2] / "journeys" / "printable.txt"
SUBSETS = ("latin", "latin-ext")
USED_TABLES = {"GlyphOrder", "head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post"}


@dataclass(frozen=True)
class Cut:
    """One static font: `source` holds the subset's place as {}, `axes` the pinned place on each axis."""

    name: str
    source: str
    axes: dict[str, float]


CUTS = (
    Cut("Literata-Regular", "literata-{}-opsz-normal.woff2", {"wght": 400, "opsz": 12}),
    Cut("Literata-Italic", "literata-{}-opsz-italic.woff2", {"wght": 450, "opsz": 16}),
    Cut("Literata-SemiBold", "literata-{}-opsz-normal.woff2", {"wght": 600, "opsz": 20}),
    Cut("LiterataDisplay-SemiBold", "literata-{}-opsz-normal.woff2", {"wght": 600, "opsz": 60}),
    Cut("AtkinsonNext-Regular", "atkinson-hyperlegible-next-{}-wght-normal.woff2", {"wght": 400}),
    Cut("AtkinsonNext-SemiBold", "atkinson-hyperlegible-next-{}-wght-normal.woff2", {"wght": 640}),
)

# Characters the web fonts leave out and another one draws: soft and unbreakable hyphen, narrow space, apostrophe.
LOOK_ALIKES = {0xAD: 0x2D, 0x2010: 0x2D, 0x2011: 0x2D, 0x202F: 0x2009, 0x2BC: 0x2019}

# What the fallback must print when a name or word needs it: Latin, Greek, Cyrillic, arrows, signs, the unknown sign.
FALLBACK_RANGES = (
    (0x20, 0x24F),
    (0x2B0, 0x36F),
    (0x370, 0x52F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x2070, 0x218F),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x25A0, 0x25FF),
    (0x2600, 0x26FF),
    (0x2700, 0x27BF),
    (0xFFFD, 0xFFFD),
)


# Scripts of families in the Netherlands that are written from left to right without joining letters, and emoji.
SCRIPTS = {
    "NotoSansArmenian-Regular": ("NotoSansArmenian-Regular.ttf", ((0x530, 0x58F), (0xFB13, 0xFB17))),
    "NotoSansGeorgian-Regular": (
        "NotoSansGeorgian-Regular.ttf",
        ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    ),
    "NotoSansEthiopic-Regular": (
        "NotoSansEthiopic-Regular.ttf",
        ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB01, 0xAB2E)),
    ),
    "NotoEmoji-Regular": (
        "noto-emoji-emoji-400-normal.woff2",
        ((0x231A, 0x23FF), (0x2B00, 0x2BFF), (0x3030, 0x303D), (0x1F000, 0x1F3FA), (0x1F400, 0x1FAFF)),
    ),
}


def make_cut(cut: Cut, web_fonts: Path) -> TTFont:
    """The static font of one cut, latin and latin-ext in one."""
    with TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            static = instantiateVariableFont(_open(web_fonts / cut.source.format(subset)), cut.axes)
            _drop_unused_tables(static)
            parts.append(str(Path(folder) / f"{subset}.ttf"))
            static.flavor = None
            static.save(parts[-1])
        merged = Merger().merge(parts)
    merged.recalcTimestamp = False
    merged["head"].created = merged["head"].modified = static["head"].modified
    _add_look_alikes(merged)
    _rename(merged, cut.name)
    return merged


def make_fallback(dejavu: Path) -> TTFont:
    """DejaVu Sans reduced to the ranges a Dutch story can meet."""
    return _reduced(dejavu, FALLBACK_RANGES)


def make_script(name: str, noto: Path) -> TTFont:
    """One of SCRIPTS, reduced to its own characters."""
    file, ranges = SCRIPTS[name]
    font = _reduced(noto / file, ranges)
    font.flavor = None
    _keep_every_width(font)
    _rename(font, name)
    return font


def _keep_every_width(font: TTFont) -> None:
    """Equal widths at the end are written once, and reportlab misreads that: the last glyph becomes a hair wider."""
    last = font.getGlyphOrder()[-1]
    advance, bearing = font["hmtx"][last]
    font["hmtx"][last] = (advance + 1, bearing)


def _reduced(path: Path, ranges: tuple[tuple[int, int], ...]) -> TTFont:
    font = _open(path)
    options = Options(hinting=False, layout_features=[], notdef_outline=True, recalc_timestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    subsetter.subset(font)
    _drop_unused_tables(font)
    return font


def _open(path: Path) -> TTFont:
    return TTFont(path, recalcTimestamp=False)


def _drop_unused_tables(font: TTFont) -> None:
    for table in set(font.keys()) - USED_TABLES:
        del font[table]


def _add_look_alikes(font: TTFont) -> None:
    for table in font["cmap"].tables:
        for wanted, present in LOOK_ALIKES.items():
            if present in table.cmap:
                table.cmap.setdefault(wanted, table.cmap[present])


def _rename(font: TTFont, name: str) -> None:
    family, style = name.split("-")
    names = font["name"]
    copyright_notice = names.getDebugName(0)
    names.names = []
    for name_id, text in (
        (0, copyright_notice),
        (1, f"{family} {style}"),
        (2, "Regular"),
        (4, f"{family} {style}"),
        (6, name),
        (13, "This Font Software is licensed under the SIL Open Font License, Version 1.1."),
        (14, "https://openfontlicense.org"),
    ):
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].fsType = 0


def main() -> None:
    """Write every cut, print its size, and write down which characters the document can print."""
    web_fonts, dejavu, noto = (Path(argument) for argument in sys.argv[1:4])
    FONTS.mkdir(exist_ok=True)
    made = {cut.name: make_cut(cut, web_fonts) for cut in CUTS}
    made["DejaVuSans-Fallback"] = make_fallback(dejavu)
    made |= {name: make_script(name, noto) for name in SCRIPTS}
    for name, font in made.items():
        path = FONTS / f"{name}.ttf"
        font.save(path)
        print(f"{path.name}: {path.stat().st_size // 1024} kB, {len(font.getBestCmap())} characters")
    fallbacks = ("DejaVuSans-Fallback", *SCRIPTS)
    PRINTABLE.write_text(ranges_of({code for name in fallbacks for code in made[name].getBestCmap()}))


def ranges_of(codes: Collection[int]) -> str:
    """One range per line: '0020-007E'."""
    starts = sorted(code for code in codes if code - 1 not in codes)
    ends = sorted(code for code in codes if code + 1 not in codes)
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in zip(starts, ends, strict=True))


if __name__ == "__main__":
    main()
