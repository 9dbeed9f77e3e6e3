"""What was saved elsewhere since somebody began to write: their text is not laid over it unseen."""

from collections.abc import Mapping
from typing import Any

from coding.models import Memo
from foundation.dutch import _
from foundation.errors import ResearcherError


class MemoWrittenMeanwhile(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Je schreef hier intussen ook ergens anders. Open de memo: beide teksten staan er dan in."))


class CodeWrittenMeanwhile(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze code is intussen ook ergens anders gewijzigd. Kijk het na en bewaar dan opnieuw."))


def check_memo_since(memo: Memo, over: str | None, text: str) -> None:
    """`over` is the memo that somebody saw when writing; None: not known. Raises MemoWrittenMeanwhile."""
    if over is not None and memo.text not in (over.strip(), text.strip()):
        raise MemoWrittenMeanwhile


def check_code_since(stands: Mapping[str, Any], over: Mapping[str, str], wished: Mapping[str, Any]) -> None:
    """`over` are the fields of a code as somebody saw them when writing. Raises CodeWrittenMeanwhile."""
    if any(stands.get(name) not in (text, wished.get(name)) for name, text in over.items()):
        raise CodeWrittenMeanwhile
