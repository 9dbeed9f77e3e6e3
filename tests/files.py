"""What stands in the files of a data folder, looked for as somebody with the disk in hand would."""

from pathlib import Path


def files_with(name: str, folder: Path) -> list[str]:
    """The files in which a name stands: as written, in UTF-16, or escaped as JSON does."""
    forms = {name, name.lower(), name.upper()}
    wanted = {form.encode(coding) for form in forms for coding in ("utf-8", "utf-16-le", "utf-16-be")}
    wanted |= {form.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00") for form in forms}
    return [file.name for file in sorted(folder.rglob("*")) if file.is_file() and _holds(file, wanted)]


def _holds(file: Path, wanted: set[bytes]) -> bool:
    content = file.read_bytes()
    return any(form in content for form in wanted)
