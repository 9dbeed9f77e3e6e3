"""Routes of what was said: codes by conversations as picture, table and file, and the segments behind a number."""

from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coding.codebook.counts import CodeInBook, codebook_of
from coding.memos import memos_on_code
from coding.models import Dimension, StatutoryTheme
from coding.retrieval.bars import bar_picture
from coding.retrieval.file import matrix_csv
from coding.retrieval.matrix import Level, matrix_of
from coding.retrieval.pictures import matrix_picture
from coding.retrieval.query import find_coded
from coding.retrieval.selection import CodingQuery, Selection
from coding.screen.actions import throw_memo_on_code
from coding.views import works_blind
from foundation.database.full_text.asked import asked
from foundation.dutch import _
from foundation.forms.numbers import read_number
from foundation.request_session import request_session, signed_in
from interviews.texts.sources import interview_by_number
from studies.access import CODERS, Role, requires
from studies.planning import study_by_slug
from studies.proof import asks_proof
from studies.trail.kinds import Kind
from studies.trail.looks import shows

blueprint = Blueprint("themes", __name__, url_prefix="/onderzoeken/<slug>/coderen/thema-overzicht")

_IN_PICTURE = 10
_AT_ONCE = 50


@dataclass(frozen=True)
class _Filter:
    """What the address asks for; words that are not known ask for nothing."""

    selection: Selection
    level: Level

    @property
    def words(self) -> dict[str, str]:
        """The filter as the query of an address, without what is not asked."""
        asked = {"rol": self.selection.role, "thema": self.selection.theme, "dimensie": self.selection.dimension}
        return {name: word for name, word in asked.items() if word}

    @property
    def words_with_level(self) -> dict[str, str]:
        return self.words | ({"tel": self.level.value} if self.level is not Level.CODE else {})


@blueprint.get("/")
@requires(*CODERS)
def overview(slug: str) -> str:
    study, chosen = study_by_slug(request_session(), slug), _filter()
    matrix = matrix_of(request_session(), study.id, chosen.selection, chosen.level)
    drawn = matrix.most_used(_IN_PICTURE)
    return render_template(
        "coding/retrieval/who_tells_what.html",
        study=study,
        chosen=chosen,
        matrix=matrix,
        drawn=drawn,
        picture=matrix_picture(matrix, drawn),
        bars=bar_picture(drawn),
        works_blind=works_blind(),
        themes=list(StatutoryTheme),
        dimensions=list(Dimension),
    )


@blueprint.get("/cijfers.csv")
@requires(*CODERS)
@asks_proof
@shows(Kind.FIGURES_EXPORTED, is_each_time=True)
def figures(slug: str) -> Response:
    study, chosen = study_by_slug(request_session(), slug), _filter()
    content = matrix_csv(matrix_of(request_session(), study.id, chosen.selection, chosen.level))
    response = Response(content, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="wat-er-gezegd-is-{study.slug}.csv"'
    return response


@blueprint.get("/fragmenten")
@requires(*CODERS)
@shows(Kind.SEGMENTS_READ)
def segments(slug: str) -> ResponseReturnValue:
    """With 404 when the code that is asked for was merged or removed: an old address, or a page that stood open."""
    session = request_session()
    study, chosen = study_by_slug(session, slug), _filter()
    number, code_id = request.args.get("gesprek", type=read_number), request.args.get("code", type=read_number)
    text, own_only = request.args.get("zoek", "").strip(), request.args.get("alleen") == "ja"
    shown = max(_AT_ONCE, request.args.get("toon", _AT_ONCE, type=read_number))
    found = find_coded(session, study.id, CodingQuery(chosen.selection, code_id, own_only, number, text), limit=shown)
    book = codebook_of(session, study.id)
    code = _code(book, code_id)
    is_gone = code_id is not None and code is None
    page = render_template(
        "coding/retrieval/coded_segments.html",
        study=study,
        chosen=chosen,
        code=code,
        code_id=code_id,
        is_gone=is_gone,
        codes=book,
        interview=interview_by_number(session, study.id, number) if number is not None else None,
        own_only=own_only,
        text=text,
        sought=asked(text),
        found=found,
        more=shown + _AT_ONCE,
        own=signed_in().person_id,
        memos=memos_on_code(session, study.id, code_id) if code_id is not None and _sees_all() else [],
    )
    return page, 404 if is_gone else 200


@blueprint.post("/memos/<int:memo_id>/weg")
@requires(Role.RESEARCHER)
def throw_memo(slug: str, memo_id: int) -> ResponseReturnValue:
    code_id = throw_memo_on_code(request_session(), study_by_slug(request_session(), slug).id, memo_id)
    flash(_("De memo is weggegooid. Op het codeerscherm zet ‘Ongedaan’ hem terug."))
    return redirect(url_for(".segments", slug=slug, code=code_id))


def _sees_all() -> bool:
    """A second coder reads what others thought once both are done; a memo on a code is of no conversation."""
    return signed_in().role != Role.SECOND_CODER


def _code(book: list[CodeInBook], code_id: int | None) -> CodeInBook | None:
    return next((one for one in book if one.code.id == code_id), None)


def _filter() -> _Filter:
    theme, dimension, level = (request.args.get(name, "") for name in ("thema", "dimensie", "tel"))
    selection = Selection(
        request.args.get("rol", "").strip(),
        theme if theme in list(StatutoryTheme) else "",
        dimension if dimension in list(Dimension) else "",
    )
    return _Filter(selection, Level(level) if level in list(Level) else Level.CODE)
