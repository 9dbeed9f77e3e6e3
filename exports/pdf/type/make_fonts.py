"""Makes the static TrueType cuts in exports/pdf/type/fonts from the variable web fonts: a tool for developers.

    npm pack @fontsource-variable/literata @fontsource-variable/atkinson-hyperlegible-next
    npm pack @fontsource/noto-emoji          (5.3.2 was used)
    apt-get download fonts-noto-core         (20201225-1 was used)
    python -m exports.pdf.make_fonts FOLDER-WITH-THE-WOFF2-FILES DejaVuSans.ttf FOLDER-WITH-NOTO-FILES

Each cut pins weight and optical size, merges the latin and latin-ext subsets (Š ž Ł ł ğ ş İ), drops what reportlab
does not read (layout features, hinting) and gets a name of its own. Scripts from right to left keep the features with
which HarfBuzz shapes them, and glyph names that say their letters. The same input gives the same bytes;
fonts/VENDOR.json says of every file which version of which font it is, under which licence, with its SHA-256.
"""

import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parent / "fonts"
PRINTABLE = Path(__file__).parents[3] / "journeys" / "checks" / "printable.txt"
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

# Scripts that run from right to left: their features are kept, because their letters are shaped (see `shaping`).
SHAPED_SOURCES = {
    "NotoNaskhArabic-Regular": (
        "NotoNaskhArabic-Regular.ttf",
        ((0x20, 0x20), (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0x200C, 0x200D), (0xFDF2, 0xFDFD)),
    ),
    "NotoSansHebrew-Regular": ("NotoSansHebrew-Regular.ttf", ((0x20, 0x20), (0x591, 0x5F4), (0x20AA, 0x20AA))),
}
SHAPING_TABLES = {"GDEF", "GSUB", "GPOS"}
SINGLE, BASE, MARK_TO_BASE = 1, 1, 4
ALEF = 200
"""Width that an alef gets of the lam it stands on."""
SHAPING_FEATURES = ("ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "liga", "kern", "mark", "mkmk")


def make_cut(cut: Cut, web_fonts: Path) -> TTFont:
    """The static font of one cut, latin and latin-ext in one."""
    statics = [_static(web_fonts / cut.source.format(subset), cut) for subset in SUBSETS]
    with TemporaryDirectory() as folder:
        parts = [str(Path(folder) / f"{subset}.ttf") for subset in SUBSETS]
        for static, part in zip(statics, parts, strict=True):
            static.save(part)
        merged = Merger().merge(parts)
    merged.recalcTimestamp = False
    merged["head"].created = merged["head"].modified = statics[-1]["head"].modified
    _add_look_alikes(merged)
    _rename(merged, cut.name)
    return merged


def _static(web_font: Path, cut: Cut) -> TTFont:
    static = instantiateVariableFont(_open(web_font), cut.axes)
    _drop_unused_tables(static)
    static.flavor = None
    return static


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


def make_shaped(name: str, noto: Path) -> TTFont:
    """One of SHAPED_SOURCES, with what is needed to join letters and place marks; a glyph's name says its letters."""
    file, ranges = SHAPED_SOURCES[name]
    font = _reduced(noto / file, ranges, SHAPING_FEATURES)
    font = _named_after_letters(font)
    _part_lam_from_alef(font)
    _keep_every_width(font)
    _rename(font, name)
    return font


def _named_after_letters(font: TTFont) -> TTFont:
    """The same font; a form of a letter that is only numbered gets the letter's name before its number."""
    names = {name: name for name in font.getGlyphOrder()}
    for _ in range(3):  # a form of a form of a form
        for plain, form in _forms(font):
            if names[form].startswith("_") and names[plain].startswith("uni"):
                names[form] = f"{names[plain]}.{form.strip('_')}"
    return _with_names(font, [names[name] for name in font.getGlyphOrder()])


def _with_names(font: TTFont, order: list[str]) -> TTFont:
    """The same font, read anew with other names of its glyphs."""
    file = BytesIO()
    font.save(file)
    renamed = TTFont(file, recalcTimestamp=False)
    renamed.setGlyphOrder(order)
    renamed["post"].extraNames, renamed["post"].mapping = [], {}
    renamed["post"].glyphOrder = order
    return renamed


def _forms(font: TTFont) -> Iterable[tuple[str, str]]:
    lookups = font["GSUB"].table.LookupList.Lookup if font["GSUB"].table.LookupList else ()
    for table in (table for lookup in lookups for table in lookup.SubTable if lookup.LookupType == SINGLE):
        yield from table.mapping.items()


def _part_lam_from_alef(font: TTFont) -> None:
    """A lam and its alef are two glyphs over each other, one without width: who copies the word would lose a letter.

    The alef gets a part of the width and the lam moves over it, so that the word looks as it did.
    """
    kinds, widths = font["GDEF"].table.GlyphClassDef.classDefs, font["hmtx"]
    alefs = [name for name in font.getGlyphOrder() if kinds.get(name) == BASE and not widths[name][0]]
    lams = {name for name in font.getGlyphOrder() if name.endswith(".rlig") and widths[name][0]}
    lams |= {name for name in font.getGlyphOrder() if lams & _parts(font["glyf"][name])}
    for name in alefs:
        widths[name] = (ALEF, widths[name][1])
    for name in lams:
        widths[name] = (widths[name][0] - ALEF, widths[name][1] - ALEF)
        _move(font["glyf"][name], lams)
    for name in lams:
        font["glyf"][name].recalcBounds(font["glyf"])
    for table in (table for lookup in _lookups(font) for table in lookup.SubTable if lookup.LookupType == MARK_TO_BASE):
        for name, record in zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True):
            for anchor in filter(None, record.BaseAnchor if name in lams else ()):
                anchor.XCoordinate -= ALEF


def _parts(glyph: Any) -> set[str]:
    return {part.glyphName for part in glyph.components} if glyph.isComposite() else set()


def _move(glyph: Any, moved: Collection[str]) -> None:
    """Move what a lam draws to the left; parts that are lams move by themselves."""
    if glyph.isComposite():
        for part in glyph.components:
            part.x -= 0 if part.glyphName in moved else ALEF
    else:
        glyph.coordinates.translate((-ALEF, 0))


def _lookups(font: TTFont) -> Iterable[Any]:
    return font["GPOS"].table.LookupList.Lookup if "GPOS" in font else ()


def _keep_every_width(font: TTFont) -> None:
    """Equal widths at the end are written once, and reportlab misreads that: the last glyph becomes a hair wider."""
    last = font.getGlyphOrder()[-1]
    advance, bearing = font["hmtx"][last]
    font["hmtx"][last] = (advance + 1, bearing)


def _reduced(path: Path, ranges: tuple[tuple[int, int], ...], features: Collection[str] = ()) -> TTFont:
    font = _open(path)
    options = Options(hinting=False, layout_features=list(features), notdef_outline=True, recalc_timestamp=False)
    options.glyph_names = bool(features)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    subsetter.subset(font)
    _drop_unused_tables(font, SHAPING_TABLES if features else ())
    return font


def _open(path: Path) -> TTFont:
    return TTFont(path, recalcTimestamp=False)


def _drop_unused_tables(font: TTFont, kept: Collection[str] = ()) -> None:
    for table in set(font.keys()) - USED_TABLES - set(kept):
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
    made |= {name: make_shaped(name, noto) for name in SHAPED_SOURCES}
    for name, font in made.items():
        path = FONTS / f"{name}.ttf"
        font.save(path)
        print(f"{path.name}: {path.stat().st_size // 1024} kB, {len(font.getBestCmap())} characters")
    fallbacks = ("DejaVuSans-Fallback", *SCRIPTS, *SHAPED_SOURCES)
    PRINTABLE.write_text(ranges_of({code for name in fallbacks for code in made[name].getBestCmap()}))


def ranges_of(codes: Collection[int]) -> str:
    """One range per line: '0020-007E'."""
    starts = sorted(code for code in codes if code - 1 not in codes)
    ends = sorted(code for code in codes if code + 1 not in codes)
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in zip(starts, ends, strict=True))


if __name__ == "__main__":
    main()
