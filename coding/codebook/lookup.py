"""Finding a code, by its number or by its name."""

from sqlmodel import Session, select

from coding.models import Code
from foundation.dutch import _
from foundation.errors import NotFound
from foundation.forms.written import name_key


class CodeUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze code bestaat niet meer: die is verwijderd, of samengevoegd met een andere."))


def code_by_id(session: Session, study_id: int, code_id: int) -> Code:
    """A code of this study. Raises CodeUnknown."""
    code = session.get(Code, code_id)
    if code is None or code.study_id != study_id:
        raise CodeUnknown
    return code


def code_by_name(session: Session, study_id: int, name: str) -> Code | None:
    """The code with this name, however it is written."""
    return session.exec(select(Code).where(Code.study_id == study_id, Code.name_key == name_key(name))).first()
