"""The gate before Word files and spreadsheets: a zip is looked over before it is unpacked, a part before it is parsed.

Nothing here trusts a size that the file states about itself without counting the real bytes as well.
"""

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from interviews.files import limits
from interviews.files.unreadable import Reason, Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_SYMLINK = 0o120000
_FILE_TYPE = 0o170000
_READABLE_COMPRESSION = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Package:
    """The parts of an Office file by name; names are compared without regard to case, as the format says."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {_plain_name(member.filename): member for member in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """Lower-case names, in the order of the file."""
        return tuple(self._members)

    def part(self, name: str, limit: int, too_large: Reason = Reason.UNPACKS_TOO_LARGE) -> bytes:
        """The unpacked bytes of one part. Raises Unreadable beyond `limit` bytes or when it is damaged or absent."""
        try:
            with self._archive.open(self._members[name.lower()]) as stream:
                content = stream.read(limit + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            raise Unreadable(Reason.DAMAGED) from None
        if len(content) > limit:
            raise Unreadable(too_large)
        return content

    def xml(self, name: str) -> etree._Element:
        """A side part (styles, notes, …), parsed. Raises Unreadable."""
        return parsed(self.part(name, limits.MAX_SIDE_PART_BYTES))


def open_package(content: bytes) -> Package:
    """Look over a zip and open it. Raises Unreadable, with the reason a person can act on."""
    refuse_other_formats(content)
    # Counted before zipfile builds an object per entry: half a million entries fit in 25 MB.
    if content.count(b"PK\x01\x02") > limits.MAX_PACKAGE_MEMBERS:
        raise Unreadable(Reason.UNSAFE)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable(Reason.DAMAGED) from None
    _look_over(archive.infolist())
    return Package(archive)


def refuse_other_formats(content: bytes) -> None:
    """Raise Unreadable unless the content begins like a zip; the reason names what it is instead."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(b"PK\x03\x04"):
        return
    if is_old_office(content):
        raise Unreadable(Reason.PASSWORD if is_sealed_office(content) else Reason.OLD_WORD)
    for beginning, reason in (
        (b"{\\rtf", Reason.RTF),
        (b"%pdf", Reason.PDF),
        (b"<!doctype html", Reason.HTML),
        (b"<html", Reason.HTML),
    ):
        if start.startswith(beginning):
            raise Unreadable(reason)
    raise Unreadable(Reason.PLAIN_TEXT_AS_WORD if _looks_like_text(content[:4096]) else Reason.DAMAGED)


def is_old_office(content: bytes) -> bool:
    """.doc and .xls, and the wrapping of newer files with a password."""
    return content.startswith(_OLE)


def is_sealed_office(content: bytes) -> bool:
    """A newer file with a password, in the wrapping of older ones."""
    return is_old_office(content) and _ENCRYPTED_STREAM in content


def parsed(content: bytes) -> etree._Element:
    """The root element. Refuses declarations of entities and more markup than memory allows. Raises Unreadable."""
    content = _as_utf8(content)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable(Reason.UNSAFE)
    # Measured with libxml2: a tag costs about 110 bytes of memory, an attribute 215.
    if content.count(b"<") + 2 * content.count(b"=") > limits.MAX_MARKUP:
        raise Unreadable(Reason.TOO_LONG)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(Reason.DAMAGED) from None


def _look_over(members: list[zipfile.ZipInfo]) -> None:
    names = [_plain_name(member.filename) for member in members]
    if len(set(names)) != len(names) or any(_leaves_the_package(name) for name in names):
        raise Unreadable(Reason.UNSAFE)
    if any((member.external_attr >> 16) & _FILE_TYPE == _SYMLINK for member in members):
        raise Unreadable(Reason.UNSAFE)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(Reason.PASSWORD)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable(Reason.MACRO)
    if any(member.compress_type not in _READABLE_COMPRESSION for member in members):
        raise Unreadable(Reason.DAMAGED)
    sizes = [member.file_size for member in members]
    if sum(sizes) > limits.MAX_PACKAGE_BYTES or max(sizes, default=0) > limits.MAX_MEMBER_BYTES:
        raise Unreadable(Reason.UNPACKS_TOO_LARGE)


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").lower()


def _leaves_the_package(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in name


def _looks_like_text(start: bytes) -> bool:
    return bool(start) and b"\0" not in start and sum(byte < 9 for byte in start) == 0


def _as_utf8(content: bytes) -> bytes:
    """Office XML is UTF-8 or UTF-16; anything else is refused, so that the checks on the bytes see what is parsed."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"))
    try:
        if not utf16:
            content.decode("utf-8")
            return content
        order = "utf-16" if content[:1] != b"<" and content[:1] != b"\0" else _byte_order(content)
        return content.decode(order).encode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable(Reason.DAMAGED) from None


def _byte_order(content: bytes) -> str:
    return "utf-16-le" if content.startswith(b"<\0") else "utf-16-be"
