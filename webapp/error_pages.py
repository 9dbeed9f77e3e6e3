"""What a person sees when something goes wrong: a sentence, and what to do next."""

import logging
from datetime import datetime

from flask import Flask, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import Asks, ResearcherError

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.register_error_handler(ResearcherError, _researcher_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(RateLimitExceeded, _too_often)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _defect)


def _researcher_error(error: ResearcherError) -> ResponseReturnValue:
    if isinstance(error, Asks) and request.accept_mimetypes.best == "application/json":
        return jsonify(error=str(error), asks=True), error.status
    return _answer(error.status, _("Dat lukte niet"), str(error))


def _csrf_error(_error: CSRFError) -> ResponseReturnValue:
    return _answer(
        400,
        _("Deze pagina stond te lang open"),
        _("Voor de veiligheid is je laatste actie niet uitgevoerd. Herlaad de pagina en doe het nog een keer."),
    )


def _too_often(_error: RateLimitExceeded) -> ResponseReturnValue:
    return _answer(
        429, _("Even wachten"), _("Er is te vaak achter elkaar geprobeerd. Probeer het over een minuut weer.")
    )


def _http_error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code == 404:
        return _answer(404, _("Deze pagina bestaat niet"), _("Kijk of het adres klopt, of ga terug naar het begin."))
    if code == 413:
        return _answer(413, _("Dit bestand is te groot"), _("Een bestand mag hooguit 25 MB zijn. Er is niets bewaard."))
    if code < 400:
        return error
    return _answer(code, _("Dat lukte niet"), _("Ga terug naar de vorige pagina en probeer het nog een keer."))


def _defect(error: Exception) -> ResponseReturnValue:
    """Not the person's doing: a number that is in the log, and nothing of the error itself."""
    log.error("defect %s at %s %s", g.get("reference"), request.method, request.endpoint, exc_info=error)
    return _answer(
        500,
        _("Er ging iets mis"),
        _("Dit ligt aan het programma. Wat al bewaard was, is bewaard. Geef dit nummer door aan je beheerder."),
        reference=g.get("reference", ""),
    )


def _answer(status: int, title: str, sentence: str, reference: str = "") -> ResponseReturnValue:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=sentence, reference=reference), status
    moment: datetime = now()
    template = "errors/_part.html" if request.headers.get("HX-Request") else "errors/page.html"
    return render_template(template, title=title, sentence=sentence, reference=reference, moment=moment), status
