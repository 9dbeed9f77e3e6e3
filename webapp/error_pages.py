"""What a person sees when something goes wrong: a sentence, and what to do next. Readers stay on the public site."""

import logging
import sqlite3

from flask import Flask, current_app, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError
from werkzeug.exceptions import HTTPException, InternalServerError

from exports.reader_contacts import contacts_of_site
from foundation.clock import now
from foundation.database.engine import is_taken, read_only, unit_of_work
from foundation.database.faults import DatabaseFault, ReadOnlyPlace, fault_in
from foundation.dutch import _, enumerated
from foundation.errors import Asks, ResearcherError
from foundation.request_session import reading_across_organisations
from studies.access import Role
from studies.organisation import ReaderContact
from studies.people.held_roles import roles_by_person, standing_in_words
from studies.planning import StudyUnknown
from webapp.overview.tabs import Tab, study_tabs
from webapp.requests.guard import NotYours, SignedOut, is_for_staff
from webapp.requests.large_bodies import TooManyLarge
from webapp.requests.posted_again import posted_again
from webapp.requests.whose_pages import is_of_another, token_of_another

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.register_error_handler(ResearcherError, _researcher_error)
    app.register_error_handler(NotYours, _wrong_door)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(SignedOut, _signed_out)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(IntegrityError, _refused_by_database)
    for kind in (DBAPIError, sqlite3.Error, OSError):
        app.register_error_handler(kind, _fault_or_defect)
    app.register_error_handler(InternalServerError, _afterwards)
    app.register_error_handler(Exception, _defect)


def _researcher_error(error: ResearcherError) -> ResponseReturnValue:
    if isinstance(error, Asks) and request.accept_mimetypes.best == "application/json":
        return jsonify(error=str(error), asks=True), error.status
    way = None if isinstance(error, StudyUnknown) else _part_of_study()
    return _answer(
        error.status, _("Dat lukte niet"), str(error), way=way, gives_back=not isinstance(error, TooManyLarge)
    )


def _part_of_study() -> Tab | None:
    """The tab under which somebody at work was doing this."""
    slug = _slug()
    if not slug or not is_for_staff() or "signed_in" not in g:
        return None
    return next((tab for tab in study_tabs(slug) if tab.is_current), None)


def _wrong_door(error: NotYours) -> ResponseReturnValue:
    """Who they are here, and where they can go."""
    slug = _slug()
    places = study_tabs(slug) if slug else [Tab(_("Onderzoeken"), url_for("studies.all_studies"), is_current=False)]
    sentence = " ".join(
        (_who_they_are(slug), _("Je kunt naar %(places)s.", places=enumerated([place.label for place in places])))
    )
    if request.method == "POST":
        sentence += " " + _("Er is niets gewijzigd.")
    return _answer(error.status, _("Dit hoort niet bij jouw rol"), sentence, way=places[0])


def _who_they_are(slug: str | None) -> str:
    """Outside a study the door asks what they are in the organisation, and that is not all that they are."""
    me, role = g.signed_in, Role(g.signed_in.role)
    if slug is None:
        with reading_across_organisations() as session:
            held = roles_by_person(session, me.organisation_id, me.person_id)[me.person_id]
        all_of_it = standing_in_words(role, held)
        if all_of_it != role.dutch:
            return _("Hier telt je rol bij de hele organisatie. Je bent nu: %(roles)s.", roles=all_of_it)
    return _("Je werkt hier als %(role)s.", role=role.dutch)


def _slug() -> str | None:
    slug: str | None = g.get("slug") or (request.view_args or {}).get("slug")
    return slug


def _csrf_error(_error: CSRFError) -> ResponseReturnValue:
    if "signed_in" in g and is_of_another():
        return _page_of_another()
    if request.endpoint == "sign_in.leave" and "signed_in" not in g:
        return redirect(url_for("sign_in.form"))  # of a page that still stood open
    return _answer(
        400,
        _("Deze pagina stond te lang open"),
        _("Voor de veiligheid is je laatste actie niet uitgevoerd. Doe het nog een keer."),
        to_readers=_("Voor de veiligheid is er niets verstuurd. Open de pagina opnieuw en doe het nog een keer."),
        may_retry=True,
    )


def _page_of_another() -> ResponseReturnValue:
    """What was typed there is not for whoever is signed in now; it stands on the page that they go back to."""
    return _answer(
        SignedOut.status,
        _("Deze pagina is van iemand anders"),
        _(
            "Die was hier eerder aangemeld. Er is niets gewijzigd. Wat er was ingevuld, staat nog op de vorige pagina. "
            "Alleen wie het schreef, kan het versturen."
        ),
        gives_back=False,
    )


def _signed_out(error: SignedOut) -> ResponseReturnValue:
    return _answer(error.status, _("Je bent niet meer aangemeld"), str(error), may_retry=True)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error
    if code == 404:
        return _answer(
            404,
            _("Deze pagina bestaat niet"),
            _("Kijk of het adres klopt, of ga terug naar het begin."),
            to_readers=_("Misschien is de pagina weggehaald, of klopt het adres niet helemaal. Kijk het adres nog na."),
        )
    if code == 413:
        return _answer(413, _("Dit bestand is te groot"), _("Een bestand mag hooguit 25 MB zijn. Er is niets bewaard."))
    return _answer(
        code,
        _("Dat lukte niet"),
        _("Ga terug naar de vorige pagina en probeer het nog een keer."),
        to_readers=_("Deze pagina kunt u zo niet openen. Kijk of het adres klopt."),
    )


def _refused_by_database(error: IntegrityError) -> ResponseReturnValue:
    """Of two people who add the same at one moment the rules know only after the first is stored."""
    if not is_taken(error):
        return _defect(error)
    log.warning("taken at %s %s", request.method, request.endpoint, exc_info=error)
    return _answer(
        409,
        _("Iemand was net voor je"),
        _("Dit is op hetzelfde moment al bewaard. Wat jij deed, is niet bewaard. Kijk eerst wat er nu staat."),
        to_readers=_("Dit is op hetzelfde moment al bewaard. Wat u deed, is niet bewaard. Kijk eerst wat er nu staat."),
        may_retry=True,
    )


def _fault_or_defect(error: Exception) -> ResponseReturnValue:
    """A disk that is full, a file that is damaged, a server that is away: nothing was stored, and it is told so."""
    fault = fault_in(error)
    # Of a page that only reads, SQLite says the same when the program tries to write there: that is a defect.
    if fault is None or (isinstance(fault, ReadOnlyPlace) and request.method in ("GET", "HEAD")):
        return _defect(error)
    log.error("fault %s at %s %s", g.get("reference"), request.method, request.endpoint, exc_info=error)
    return _not_stored(fault) if request.method == "POST" else _closed(fault)


def _not_stored(fault: DatabaseFault) -> ResponseReturnValue:
    return _answer(
        fault.status,
        _("Niet bewaard"),
        _("Wat je deed, is niet bewaard. %(why)s Verstuur het daarna opnieuw.", why=str(fault)),
        to_readers=_("Wat u deed, is niet bewaard. Dit ligt niet aan u. Probeer het straks nog een keer."),
        reference=g.get("reference", ""),
        may_retry=True,
    )


def _closed(fault: DatabaseFault) -> ResponseReturnValue:
    return _answer(
        fault.status,
        _("Deze pagina kan nu niet open"),
        str(fault),
        to_readers=_("Dit ligt niet aan u. Probeer het straks nog een keer."),
        reference=g.get("reference", ""),
    )


def _afterwards(error: InternalServerError) -> ResponseReturnValue:
    """What goes wrong after the page was made, such as storing it, comes here whatever it was."""
    cause = error.original_exception
    if not isinstance(cause, Exception):
        return _http_error(error)
    if isinstance(cause, ResearcherError):
        return _researcher_error(cause)
    if isinstance(cause, IntegrityError):
        return _refused_by_database(cause)
    return _fault_or_defect(cause) if isinstance(cause, DBAPIError | sqlite3.Error | OSError) else _defect(cause)


def _defect(error: Exception) -> ResponseReturnValue:
    """Not the person's doing: a number that is in the log, and nothing of the error itself."""
    log.error("defect %s at %s %s", g.get("reference"), request.method, request.endpoint, exc_info=error)
    return _answer(
        500,
        _("Er ging iets mis"),
        _("Dit ligt aan het programma. Wat al bewaard was, is bewaard. Geef dit nummer door aan je beheerder."),
        to_readers=_("Dit ligt niet aan u. Probeer het straks nog een keer. Blijft het misgaan, noem dan dit nummer."),
        reference=g.get("reference", ""),
    )


def _answer(
    status: int,
    title: str,
    sentence: str,
    *,
    to_readers: str = "",
    reference: str = "",
    way: Tab | None = None,
    may_retry: bool = False,
    gives_back: bool = True,
) -> ResponseReturnValue:
    """`to_readers` is the sentence for who is not at work here, where that is another one; `way` leads on.

    What was posted comes back on the page where it `gives_back`; `may_retry` says that it can be sent again as it is.
    """
    typed = posted_again() if gives_back else None
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=sentence, reference=reference), status
    if request.headers.get("HX-Request"):
        return render_template("webapp/errors/_part.html", sentence=sentence, reference=reference), status
    if not is_for_staff():
        return render_template(
            "webapp/errors/public.html",
            title=title,
            sentence=to_readers or sentence,
            reference=reference,
            contacts=reader_contacts() if status < 500 else [],
            typed=typed,
            may_retry=may_retry,
        ), status
    return render_template(
        "webapp/errors/page.html",
        title=title,
        sentence=sentence,
        reference=reference,
        moment=now(),
        way=way,
        typed=typed,
        may_retry=may_retry,
        is_signed_out=status == SignedOut.status and "signed_in" not in g,
        token=token_of_another(),
    ), status


def reader_contacts() -> list[ReaderContact]:
    """In a session of its own: the one of this request may be what went wrong."""
    with unit_of_work(read_only(current_app.extensions["engine"]), across=True) as session:
        return contacts_of_site(session)
