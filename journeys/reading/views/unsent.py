"""Routes that keep what is typed and not sent, and what is told when that, or reading, cannot be done."""

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from foundation.dutch import _
from foundation.errors import NotFound
from foundation.limits.sliding import TooOften
from foundation.request_session import public_session
from journeys.reading.council import RoundClosed, keep_unsent
from journeys.reading.members import InvitationUnknown
from journeys.reading.opened_form import BETTER, FilledIn
from journeys.reading.unsent_answers import TooLongToKeep
from journeys.reading.views.pages import (
    blueprint,
    everywhere,
    kept_for_later,
    open_page,
    opened_form,
    page_at,
    token_here,
)
from journeys.reading.views.refused import with_what_cannot_be_kept
from studies.access import public


@blueprint.post("/concept")
@public
def keep_draft(token: str) -> ResponseReturnValue:
    """What a form holds by now, sent along by a script while somebody types or leaves."""
    page = open_page(token)
    if keep_unsent(public_session(), page.member, everywhere(), opened_form()):
        return _to_script(_("Bewaard. U typte hier ook iets anders. U ziet het als u deze pagina opnieuw opent."), 200)
    return "", 204


@blueprint.post("/ga")
@public
def keep_and_go(token: str) -> ResponseReturnValue:
    """The way to another page for who has no scripts: what was typed is kept, nothing is sent."""
    page, to = open_page(token), request.form.get("naar", "")
    places = {
        "stukje": url_for(".piece", token=token, number=page.next_unanswered or 1),
        "geheel": url_for(".whole", token=token),
        "oordeel": url_for(".verdict", token=token),
    }
    return kept_for_later(page, everywhere(), places.get(to, url_for(".front", token=token)))


@blueprint.errorhandler(RoundClosed)
def _closed(error: RoundClosed) -> ResponseReturnValue:
    """The story is no longer shown; what this member said and what came of it still is."""
    page = page_at(token_here())
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
    typed = page.with_typed(_with_something(everywhere()), opened_form())
    return render_template("journeys/reading/closed.html", page=typed), error.status


@blueprint.errorhandler(TooLongToKeep)
def _too_long_to_keep(error: TooLongToKeep) -> ResponseReturnValue:
    if _is_script():
        return _to_script(str(error), error.status)
    page = open_page(token_here()).with_typed(everywhere(), opened_form())
    return with_what_cannot_be_kept(page, error)


@blueprint.errorhandler(NotFound)
def _unknown(error: NotFound) -> ResponseReturnValue:
    if not isinstance(error, InvitationUnknown):
        return _trouble(_("Hier is niets te lezen"), str(error), token_here()), error.status
    if _is_script():
        call = _("Dit is niet bewaard. Bel de persoon die u uitnodigde.")
        return _to_script(f"{error} {call}", error.status)
    more = _("Kijk of u het hele adres uit uw uitnodiging heeft gebruikt. Of bel de persoon die u uitnodigde.")
    kept = _(
        "Typte u eerder iets dat nog niet is verstuurd? Zolang het onderzoek er is, is dat niet weg. Vraag ernaar als "
        "u belt."
    )
    return _trouble(_("Hier is niets te lezen"), f"{error} {more} {kept}"), error.status


@blueprint.errorhandler(CSRFError)
def _stood_open_too_long(_error: CSRFError) -> ResponseReturnValue:
    if _is_script():
        return _to_script(_("Dit is niet bewaard: deze pagina stond te lang open. Schrijf uw woorden over."), 400)
    sentence = _("Wat u net invulde, is nog niet bewaard. Ga terug naar het verhaal en doe het nog een keer.")
    return _trouble(_("Deze pagina stond te lang open"), sentence, token_here()), 400


@blueprint.errorhandler(TooOften)
def _too_often(error: TooOften) -> ResponseReturnValue:
    """Only who has no invitation meets this."""
    if _is_script():
        return Response(_("Dit is niet bewaard. %(why)s", why=error), error.status, error.headers, "text/plain")
    more = _("Kijk of u het hele adres uit uw uitnodiging heeft gebruikt. Het goede adres werkt ook nu.")
    return _trouble(_("Even wachten"), f"{error} {more}"), error.status, error.headers


def _with_something(typed: dict[int, FilledIn]) -> dict[int, FilledIn]:
    """Without empty fields: those may be of a page that stood open while words were sent elsewhere."""
    return {number: one for number, one in typed.items() if one.text.strip() or one.choice not in ("", BETTER)}


def _is_script() -> bool:
    """Whether nobody sees a page: a script sent along what is being typed."""
    return request.endpoint == f"{blueprint.name}.{keep_draft.__name__}"


def _to_script(sentence: str, status: int) -> ResponseReturnValue:
    """A sentence that the script puts beside the field; a page would not be seen."""
    return Response(sentence, status, mimetype="text/plain")


def _trouble(title: str, sentence: str, token: str = "") -> str:  # nosec B107 # none
    """What went wrong, what the person typed, and with a `token` the way back to the story."""
    unsaved = [answer.text for answer in everywhere().values() if answer.text.strip()]
    return render_template(
        "journeys/reading/trouble.html", title=title, sentence=sentence, unsaved=unsaved, token=token
    )
