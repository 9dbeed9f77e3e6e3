"""Which parts a Word file has: the one with the text, and those that it refers to."""

from posixpath import join, normpath

from interviews.files import limits
from interviews.files.package import Package
from interviews.files.unreadable import Reason, Unreadable

NOT_WORD, OTHER_OFFICE = "not word", "other office"
"""Why a package is refused: another zip, or a spreadsheet or presentation."""


def main_part(package: Package) -> str:
    """The name of the part with the text. Raises Unreadable when this is not a Word file or may hold macros."""
    if "mimetype" in package and package.part("mimetype", 1000).startswith(b"application/vnd.oasis"):
        raise Unreadable(Reason.OPEN_DOCUMENT)
    if "[content_types].xml" not in package:
        raise Unreadable(NOT_WORD)
    kinds = package.part("[Content_Types].xml", limits.MAX_SIDE_PART_BYTES)
    if b"macroEnabled" in kinds:
        raise Unreadable(Reason.MACRO)
    if (b"spreadsheetml" in kinds[:20_000] and b"wordprocessingml" not in kinds) or b"presentationml" in kinds:
        raise Unreadable(OTHER_OFFICE)
    named = related_parts(package, "").get("officeDocument", ["word/document.xml"])[0]
    if named not in package:
        raise Unreadable(Reason.DAMAGED if b"wordprocessingml" in kinds else NOT_WORD)
    return named


def related_parts(package: Package, source: str) -> dict[str, list[str]]:
    """Part names by the last word of their relation, for instance {'comments': ['word/comments.xml']}."""
    folder, _, file = source.rpartition("/")
    name = join(folder, "_rels", f"{file}.rels")
    if name not in package:
        return {}
    related: dict[str, list[str]] = {}
    for relation in package.xml(name):
        if relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            full = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            related.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(full)
    return related
