"""Routes of the advisory council: read a draft and say what should be better, by a link, without an account.

Anybody may ask for these routes; the token in the address decides what is seen. From the moment it is
recognised the session sees the organisation of that invitation only. Everything works without scripts.
"""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.typed_address import without_signs
from foundation.request_session import bind_to_organisation, public_session
from journeys.reading.council import PieceTooLong, RoundClosed, StepUnknown, judge, keep_unsent, say, say_what_waits
from journeys.reading.invitations import InvitationUnknown, member_by_token
from journeys.reading.models import Verdict
from journeys.reading.page import Piece, ReadingPage, reading_page
from journeys.reading.unsent_answers import BETTER, GOOD, OF_THE_WHOLE, FilledIn, OpenedForm, TooLongToKeep
from journeys.texts.fiction import fiction_statement, not_real
from journeys.told import told_in
from studies.access import public

blueprint = Blueprint("council", __name__, url_prefix="/lezen/<token>")


@blueprint.get("", strict_slashes=False)
@public
def front(token: str) -> ResponseReturnValue:
    """Where this member was: done, at the first piece that waits, or at the verdict."""
    if without_signs(token) != token:
        return redirect(url_for(".front", token=without_signs(token)))
    page = _open_page(token)
    if page.member.verdict:
        return redirect(url_for(".thanks", token=token))
    if page.next_unanswered:
        return redirect(url_for(".piece", token=token, number=page.next_unanswered))
    return redirect(url_for(".verdict", token=token))


@blueprint.get("/stukje/<int:number>", strict_slashes=False)
@public
def piece(token: str, number: int) -> str:
    page = _open_page(token)
    return _piece(page, _numbered(page, number))


@blueprint.post("/stukje/<int:number>")
@public
def say_of_piece(token: str, number: int) -> ResponseReturnValue:
    """'Goed zo' or a comment; then on to the next piece, and after the last to the verdict."""
    answer = _of_piece()
    page = _open_page(token).with_typed({number: answer}, _opened())
    shown = _numbered(page, number)
    if "naar" in request.form:
        back = number - 1 if request.form["naar"] == "vorige" else number
        return _kept_for_later(page, {number: answer}, url_for(".piece", token=token, number=max(back, 1)))
    if answer.choice not in (GOOD, BETTER) and not answer.text.strip():
        error = _("Kies ‘Goed zo’ of ‘Dit kan beter’. Dan leest u verder.")
        return _piece(page, shown, error=error), 422
    try:
        say(public_session(), page.member, number, answer.text, is_good=answer.choice == GOOD, opened=_opened())
    except RoundClosed:
        raise
    except ResearcherError as error:
        page = page.with_typed({number: FilledIn(answer.choice or BETTER, answer.text)})
        return _piece(page, _numbered(page, number), error=str(error)), error.status
    if number < len(page.pieces):
        return redirect(url_for(".piece", token=token, number=number + 1), 303)
    return redirect(url_for(".verdict", token=token), 303)


@blueprint.get("/geheel", strict_slashes=False)
@public
def whole(token: str) -> str:
    return _whole(_open_page(token))


@blueprint.post("/geheel")
@public
def keep_whole(token: str) -> ResponseReturnValue:
    """Keep all that was typed between the pieces, sending nothing."""
    return _kept_for_later(_open_page(token), _everywhere(), url_for(".whole", token=token))


@blueprint.post("/geheel/<int:number>")
@public
def say_in_whole(token: str, number: int) -> ResponseReturnValue:
    """A comment on one piece, without leaving the whole story; what was typed elsewhere on the page is kept."""
    page, typed = _open_page(token), _everywhere()
    answer = typed.get(number) or FilledIn(BETTER, request.form.get("tekst", ""))
    others = {place: one for place, one in typed.items() if place != number and number in typed}
    try:
        say(public_session(), page.member, number, answer.text, is_good=answer.choice == GOOD, opened=_opened())
        keep_unsent(public_session(), page.member, others, _opened())
    except (RoundClosed, StepUnknown):
        raise
    except ResearcherError as error:
        return _whole(
            page.with_typed({**others, number: answer}, _opened()), failed=number, error=str(error)
        ), error.status
    return redirect(url_for(".whole", token=token, _anchor=f"stukje-{number}"), 303)


@blueprint.post("/concept")
@public
def keep_draft(token: str) -> ResponseReturnValue:
    """What a form holds by now, sent along by a script while somebody types or leaves."""
    page = _open_page(token)
    try:
        is_beside = keep_unsent(public_session(), page.member, _everywhere(), _opened())
    except TooLongToKeep as error:
        return _to_script(str(error), error.status)
    if is_beside:
        return _("Bewaard. U typte hier ook iets anders. U ziet het als u deze pagina opnieuw opent.")
    return "", 204


@blueprint.post("/ga")
@public
def keep_and_go(token: str) -> ResponseReturnValue:
    """The way to another page for who has no scripts: what was typed is kept, nothing is sent."""
    page, to = _open_page(token), request.form.get("naar", "")
    places = {
        "stukje": url_for(".piece", token=token, number=page.next_unanswered or 1),
        "geheel": url_for(".whole", token=token),
        "oordeel": url_for(".verdict", token=token),
    }
    return _kept_for_later(page, _everywhere(), places.get(to, url_for(".front", token=token)))


@blueprint.get("/oordeel", strict_slashes=False)
@public
def verdict(token: str) -> str:
    page = _open_page(token)
    has_chosen = page.verdict_in_form.choice in list(Verdict)
    return _verdict(page, asks="vraag" in request.args and has_chosen and bool(page.unsent))


@blueprint.post("/oordeel")
@public
def send_verdict(token: str) -> ResponseReturnValue:
    """The verdict; who has words waiting that were not sent is asked first what to do with them."""
    before, typed = _open_page(token), _everywhere()
    page = before.with_typed(typed, _opened())
    given, note = page.verdict_in_form.choice, page.verdict_in_form.text
    if given not in list(Verdict):
        return _refused(before, typed, _("Kies één van de drie antwoorden. Daarna kunt u versturen."))
    try:
        keep_unsent(public_session(), page.member, typed, _opened())
        chosen = {OF_THE_WHOLE: FilledIn(given, note)}  # whatever waits of another device
        page = _open_page(token).with_typed(chosen, _opened())
        if page.unsent and "ook" not in request.form:
            return _ask_first(page, chosen[OF_THE_WHOLE])
        if request.form.get("ook") == "alles":
            say_what_waits(public_session(), page.member, {piece.number: piece.in_form for piece in page.unsent})
        judge(public_session(), page.member, Verdict(given), note, _opened())
    except RoundClosed:
        raise
    except PieceTooLong as error:
        return _verdict(page, asks=True, error=str(error)), error.status
    except ResearcherError as error:
        return _refused(before, typed, str(error))
    return redirect(url_for(".thanks", token=token), 303)


@blueprint.get("/bedankt", strict_slashes=False)
@public
def thanks(token: str) -> str:
    return render_template("journeys/reading/thanks.html", page=_open_page(token))


@blueprint.context_processor
def _shared_words() -> dict[str, Any]:
    """Sentences that stand in the public story too."""
    return {"told_in": told_in, "fiction_statement": fiction_statement, "not_real": not_real}


@blueprint.after_request
def _keep_out_of_search(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.errorhandler(RoundClosed)
def _closed(error: RoundClosed) -> ResponseReturnValue:
    """The story is no longer shown; what this member said and what came of it still is."""
    page = _page(_token())
    if _is_script():
        name, number = page.contact, page.telephone
        return _to_script(
            _(
                "De leesronde is gesloten. Dit kan niet meer worden bewaard. Bel %(name)s op %(number)s.",
                name=name,
                number=number,
            ),
            error.status,
        )
    typed = page.with_typed(_everywhere(), _opened())
    return render_template("journeys/reading/closed.html", page=typed), error.status


@blueprint.errorhandler(NotFound)
def _unknown(error: NotFound) -> ResponseReturnValue:
    if not isinstance(error, InvitationUnknown):
        return _trouble(_("Hier is niets te lezen"), str(error), _token()), error.status
    if _is_script():
        call = _("Dit is niet bewaard. Bel de persoon die u uitnodigde.")
        return _to_script(f"{error} {call}", error.status)
    more = _("Kijk of u het hele adres uit uw uitnodiging heeft gebruikt. Of bel de persoon die u uitnodigde.")
    kept = _("Typte u eerder iets dat nog niet is verstuurd? Dat is niet weg. Vraag ernaar als u belt.")
    return _trouble(_("Hier is niets te lezen"), f"{error} {more} {kept}"), error.status


@blueprint.errorhandler(CSRFError)
def _stood_open_too_long(_error: CSRFError) -> ResponseReturnValue:
    if _is_script():
        return _to_script(_("Dit is niet bewaard: deze pagina stond te lang open. Schrijf uw woorden over."), 400)
    sentence = _("Wat u net invulde, is nog niet bewaard. Ga terug naar het verhaal en doe het nog een keer.")
    return _trouble(_("Deze pagina stond te lang open"), sentence, _token()), 400


@blueprint.errorhandler(429)
def _too_often(_error: HTTPException) -> ResponseReturnValue:
    if _is_script():
        return _to_script(_("Dit is nog niet bewaard: er is heel vaak achter elkaar bewaard. Wacht een minuut."), 429)
    sentence = _("Er is heel vaak achter elkaar geprobeerd. Wacht een minuut en doe het nog een keer.")
    return _trouble(_("Even wachten"), sentence, _token()), 429


def _is_script() -> bool:
    """Whether nobody sees a page: a script sent along what is being typed."""
    return request.endpoint == f"{blueprint.name}.{keep_draft.__name__}"


def _to_script(sentence: str, status: int) -> ResponseReturnValue:
    """A sentence that the script puts beside the field; a page would not be seen."""
    return Response(sentence, status, mimetype="text/plain")


def _trouble(title: str, sentence: str, token: str = "") -> str:
    """What went wrong, what the person typed, and with a `token` the way back to the story."""
    unsaved = [answer.text for answer in _everywhere().values() if answer.text.strip()]
    return render_template(
        "journeys/reading/trouble.html", title=title, sentence=sentence, unsaved=unsaved, token=token
    )


def _token() -> str:
    return str((request.view_args or {}).get("token", ""))


def _page(token: str) -> ReadingPage:
    session = public_session()
    member = member_by_token(session, token)
    bind_to_organisation(member.organisation_id)
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


def _of_piece() -> FilledIn:
    """What the form of one piece brings."""
    return FilledIn(request.form.get("oordeel", ""), request.form.get("tekst", ""))


def _everywhere() -> dict[int, FilledIn]:
    """All that a form brings, by step number: 'tekst' is of piece 'stukje' or of the whole, 'tekst-3' of piece 3."""
    form = request.form
    filled_in = {form.get("stukje", OF_THE_WHOLE, type=int): _of_piece()} if form.keys() & {"tekst", "oordeel"} else {}
    for name in form:
        field, _dash, number = name.partition("-")
        if field == "tekst" and number.isdecimal():
            filled_in[int(number)] = FilledIn(GOOD if f"goed-{number}" in form else BETTER, form[name])
    return filled_in


def _opened() -> OpenedForm:
    """The page that the form was filled in on."""
    form = request.form
    return OpenedForm.read(form.get("formulier", ""), form.get("gezien", ""), form.get("turn", 0, type=int))


def _kept_for_later(page: ReadingPage, filled_in: dict[int, FilledIn], address: str) -> ResponseReturnValue:
    keep_unsent(public_session(), page.member, filled_in, _opened())
    return redirect(address, 303)


def _piece(page: ReadingPage, shown: Piece, error: str = "") -> str:
    return render_template(
        "journeys/reading/piece.html",
        page=page,
        piece=shown,
        line=page.line(shown.number),
        choice=shown.in_form.choice,
        text=shown.in_form.text,
        error=error,
    )


def _ask_first(page: ReadingPage, chosen: FilledIn) -> ResponseReturnValue:
    """What to do with words that wait, at an address that Back finds again, unless another verdict waits there."""
    if _open_page(page.token).verdict_in_form != chosen:
        return _verdict(page, asks=True)
    return redirect(url_for(".verdict", token=page.token, vraag="woorden"), 303)


def _refused(before: ReadingPage, typed: dict[int, FilledIn], error: str) -> ResponseReturnValue:
    """The verdict again; in the whole story where words came along that are not kept, for a refusal keeps nothing."""
    page = before.with_typed(typed, _opened())
    is_kept = all(_same(piece.in_form, typed.get(piece.number, piece.in_form)) for piece in before.pieces)
    return (_verdict(page, error) if is_kept else _whole(page, verdict_error=error)), 422


def _same(one: FilledIn, other: FilledIn) -> bool:
    return one.text.strip() == other.text.strip() and (one.choice == GOOD) == (other.choice == GOOD)


def _whole(page: ReadingPage, failed: int = 0, error: str = "", verdict_error: str = "") -> str:
    return render_template(
        "journeys/reading/whole.html",
        page=page,
        failed=failed,
        error=error,
        **_verdict_values(page, verdict_error),
    )


def _verdict(page: ReadingPage, error: str = "", *, asks: bool = False) -> str:
    """`asks`: what to do with words that were typed and not sent."""
    values = _verdict_values(page, error)
    return render_template("journeys/reading/verdict.html", page=page, asks=asks, verdict_of=Verdict, **values)


def _verdict_values(page: ReadingPage, error: str) -> dict[str, str]:
    return {"given": page.verdict_in_form.choice, "note": page.verdict_in_form.text, "verdict_error": error}
