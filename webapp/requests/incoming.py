"""A request as it comes in, before anybody reads it: its files in memory, its texts such that a database can hold them.

U+0000, the sign of nothing, is seen by nobody and typed by nobody; it comes along with text from elsewhere. PostgreSQL
has no place for it. It is left out of everything that is posted or asked; an address with it leads nowhere.

A browser sends the end of a line as two signs, whatever was typed (HTML, form submission). Here it is one, so that
words that come back are the same words.
"""

from io import BytesIO
from typing import IO, Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import FormDataParser
from werkzeug.routing import UnicodeConverter
from werkzeug.utils import cached_property

_NOTHING = "\0"


class StorableFormParser(FormDataParser):
    """Reads posted fields and the names of files without the sign of nothing."""

    def parse(self, *args: Any, **options: Any) -> Any:
        stream, form, files = super().parse(*args, **options)
        for _name, file in files.items(multi=True):
            file.filename = without_nothing(file.filename)
        return stream, _cleaned(form), files


class IncomingRequest(Request):
    """A request whose files never touch a disk: a transcript with names would leave its words there."""

    form_data_parser_class = StorableFormParser

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """What stands behind the question mark."""
        return _cleaned(super().args)

    def get_json(self, *args: Any, **options: Any) -> Any:
        """What was sent, or as for no JSON at all: nobody's screen nests deeper than Python can read."""
        try:
            return without_nothing(super().get_json(*args, **options))
        except RecursionError as error:
            if options.get("silent"):
                return None
            raise BadRequest from error

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


class PartOfAddress(UnicodeConverter):
    """One part of an address, of signs that a database can look for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.regex = self.regex.replace("[^/]", rf"[^/{_NOTHING}]")


def without_nothing(value: Any) -> Any:
    """The same text, or the same lists and objects of JSON, without the sign of nothing."""
    if isinstance(value, str):
        return value.replace(_NOTHING, "")
    if isinstance(value, list):
        return [without_nothing(one) for one in value]
    if isinstance(value, dict):
        return {without_nothing(name): without_nothing(one) for name, one in value.items()}
    return value


def _cleaned(fields: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict(
        (without_nothing(name), _with_plain_lines(without_nothing(one))) for name, one in fields.items(multi=True)
    )


def _with_plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
