"""Routes of the advisory council: read a draft and say what should be better, by a link, without an account.

Anybody may ask for these routes; the token in the address decides what is seen. From the moment it is
recognised the session sees the organisation of that invitation only. Everything works without scripts.
"""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.request_session import public_session, stay_within
from journeys.council import RoundClosed, StepUnknown, judge, say
from journeys.invitations import InvitationUnknown, member_by_token
from journeys.models import Verdict
from journeys.reading_page import Piece, ReadingPage, reading_page
from journeys.wording import feeling_word, state_word, verdict_word
from studies.access import public

blueprint = Blueprint("council", __name__, url_prefix="/lezen/<token>")


@blueprint.get("")
@public
def front(token: str) -> ResponseReturnValue:
    """Where this member was: done, at the first piece that waits, or at the verdict."""
    page = _open_page(token)
    if page.member.verdict:
        return redirect(url_for(".thanks", token=token))
    if page.next_unread:
        return redirect(url_for(".piece", token=token, number=page.next_unread))
    return redirect(url_for(".verdict", token=token))


@blueprint.get("/stukje/<int:number>")
@public
def piece(token: str, number: int) -> str:
    page = _open_page(token)
    return _piece(page, _numbered(page, number))


@blueprint.post("/stukje/<int:number>")
@public
def say_of_piece(token: str, number: int) -> ResponseReturnValue:
    """'Goed zo' or a comment; then on to the next piece, and after the last to the verdict."""
    page = _open_page(token)
    shown, choice, text = _numbered(page, number), request.form.get("oordeel"), request.form.get("tekst", "")
    if choice not in ("goed", "beter") and not text.strip():
        error = _("Kies ‘Goed zo’ of ‘Dit kan beter’. Dan leest u verder.")
        return _piece(page, shown, choice="", text=text, error=error), 422
    try:
        say(public_session(), page.member, number, None if choice == "goed" else text)
    except RoundClosed:
        raise
    except ResearcherError as error:
        return _piece(page, shown, choice="beter", text=text, error=str(error)), error.status
    if number < len(page.pieces):
        return redirect(url_for(".piece", token=token, number=number + 1), 303)
    return redirect(url_for(".verdict", token=token), 303)


@blueprint.get("/geheel")
@public
def whole(token: str) -> str:
    return _whole(_open_page(token))


@blueprint.post("/geheel/<int:number>")
@public
def say_in_whole(token: str, number: int) -> ResponseReturnValue:
    """A comment on one piece, without leaving the whole story."""
    page = _open_page(token)
    text = request.form.get("tekst", "")
    try:
        say(public_session(), page.member, number, text)
    except (RoundClosed, StepUnknown):
        raise
    except ResearcherError as error:
        return _whole(page, failed=number, text=text, error=str(error)), error.status
    return redirect(url_for(".whole", token=token, _anchor=f"stukje-{number}"), 303)


@blueprint.get("/oordeel")
@public
def verdict(token: str) -> str:
    return _verdict(_open_page(token))


@blueprint.post("/oordeel")
@public
def send_verdict(token: str) -> ResponseReturnValue:
    page = _open_page(token)
    given, note = request.form.get("oordeel", ""), request.form.get("tekst", "")
    if given not in list(Verdict):
        return _verdict(page, note=note, error=_("Kies één van de drie antwoorden. Daarna kunt u versturen.")), 422
    try:
        judge(public_session(), page.member, Verdict(given), note)
    except RoundClosed:
        raise
    except ResearcherError as error:
        return _verdict(page, given=given, note=note, error=str(error)), error.status
    return redirect(url_for(".thanks", token=token), 303)


@blueprint.get("/bedankt")
@public
def thanks(token: str) -> str:
    return render_template("reading/thanks.html", page=_open_page(token), verdict_word=verdict_word)


@blueprint.after_request
def _keep_out_of_search(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.errorhandler(RoundClosed)
def _closed(error: RoundClosed) -> ResponseReturnValue:
    """The story is no longer shown; what this member said and what came of it still is."""
    page = _page(_token())
    return render_template("reading/closed.html", page=page, unsaved=request.form.get("tekst", "")), error.status


@blueprint.errorhandler(NotFound)
def _unknown(error: NotFound) -> ResponseReturnValue:
    if not isinstance(error, InvitationUnknown):
        return _trouble(_("Hier is niets te lezen"), str(error), _token()), error.status
    more = _("Kijk of u het hele adres uit uw uitnodiging heeft gebruikt. Of bel de persoon die u uitnodigde.")
    return _trouble(_("Hier is niets te lezen"), f"{error} {more}"), error.status


@blueprint.errorhandler(CSRFError)
def _stood_open_too_long(_error: CSRFError) -> ResponseReturnValue:
    sentence = _("Wat u net invulde, is nog niet bewaard. Ga terug naar het verhaal en doe het nog een keer.")
    return _trouble(_("Deze pagina stond te lang open"), sentence, _token()), 400


@blueprint.errorhandler(429)
def _too_often(_error: HTTPException) -> ResponseReturnValue:
    sentence = _("Er is heel vaak achter elkaar geprobeerd. Wacht een minuut en doe het nog een keer.")
    return _trouble(_("Even wachten"), sentence, _token()), 429


def _trouble(title: str, sentence: str, token: str = "") -> str:
    """What went wrong, what the person typed, and with a `token` the way back to the story."""
    unsaved = request.form.get("tekst", "")
    return render_template("reading/trouble.html", title=title, sentence=sentence, unsaved=unsaved, token=token)


def _token() -> str:
    return str((request.view_args or {}).get("token", ""))


def _page(token: str) -> ReadingPage:
    session = public_session()
    member = member_by_token(session, token)
    stay_within(member.organisation_id)
    return reading_page(session, member, token)


def _open_page(token: str) -> ReadingPage:
    page = _page(token)
    if not page.is_open:
        raise RoundClosed
    return page


def _numbered(page: ReadingPage, number: int) -> Piece:
    shown = page.piece(number)
    if shown is None:
        raise StepUnknown
    return shown


def _piece(page: ReadingPage, shown: Piece, choice: str | None = None, text: str | None = None, error: str = "") -> str:
    if choice is None:
        choice = "" if shown.comment is None else "beter" if shown.remark else "goed"
    return render_template(
        "reading/piece.html",
        page=page,
        piece=shown,
        line=page.line(shown.number),
        choice=choice,
        text=shown.remark if text is None else text,
        error=error,
        feeling_word=feeling_word,
    )


def _whole(page: ReadingPage, failed: int = 0, text: str = "", error: str = "") -> str:
    return render_template(
        "reading/whole.html",
        page=page,
        failed=failed,
        text=text,
        error=error,
        feeling_word=feeling_word,
        state_word=state_word,
        **_verdict_values(page),
    )


def _verdict(page: ReadingPage, given: str | None = None, note: str | None = None, error: str = "") -> str:
    values = _verdict_values(page, given, note) | {"verdict_error": error}
    return render_template("reading/verdict.html", page=page, **values)


def _verdict_values(page: ReadingPage, given: str | None = None, note: str | None = None) -> dict[str, str]:
    stored = page.member.verdict.value if page.member.verdict else ""
    return {
        "given": stored if given is None else given,
        "note": page.member.verdict_note if note is None else note,
        "verdict_error": "",
    }
