"""Why somebody does not come in through their organisation's sign-in service.

The sentence says what to do; what was wrong with the answer stands in the log, as one word, and tells nobody's name.
"""

from foundation.dutch import _
from foundation.errors import Refused, ResearcherError


class VisitOver(ResearcherError):
    """It took too long, was used before, or never began in this browser."""

    def __init__(self) -> None:
        super().__init__(_("Dit duurde te lang, of je begon in een andere browser. Begin opnieuw met aanmelden."))


class GivenUp(ResearcherError):
    """They pressed 'cancel' there, or the service let them not through."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Je bent niet aangemeld. De aanmelddienst van je organisatie liet je niet door, of je brak het af. "
                "Probeer het opnieuw, of vraag het je beheerder."
            )
        )


class AnswerRefused(ResearcherError):
    """What the service answered isn't what was asked, or not by it. `why`: one word, for the log."""

    status = 403

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(
            _(
                "Het antwoord van de aanmelddienst klopt niet. Je bent niet aangemeld. Begin opnieuw. Blijft dit "
                "gebeuren? Vertel het dan je beheerder."
            )
        )


class ProviderAway(ResearcherError):
    """Nobody answers there, or not as agreed: other ways in still work."""

    status = 503

    def __init__(self, organisation: str) -> None:
        super().__init__(
            _(
                "De aanmelddienst van %(organisation)s antwoordt nu niet. Probeer het over een paar minuten opnieuw, "
                "of meld je aan met je wachtwoord of passkey.",
                organisation=organisation,
            )
        )


class NotBound(Refused):
    """The same for who has an account and who has none: the service could claim any address."""

    def __init__(self, organisation: str) -> None:
        super().__init__(
            _(
                "We weten nog niet wie je hier bent. Heb je hier al een account? Meld je dan aan met je wachtwoord of "
                "passkey, en koppel het bij ‘Jouw account’. Ben je uitgenodigd? Open dan de link uit je uitnodiging. "
                "Vraag anders de beheerder van %(organisation)s om een uitnodiging.",
                organisation=organisation,
            )
        )


class BoundToAnother(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("Met deze aanmelding is al een ander account gekoppeld. Er is niets gewijzigd. Vraag het je beheerder.")
        )


class SomebodyElse(Refused):
    """Who is signed in here is another than who showed there who they are."""

    def __init__(self) -> None:
        super().__init__(_("Daar is iemand anders aangemeld dan hier. Er is niets gewijzigd. Probeer het opnieuw."))


class NotShownAnew(Refused):
    def __init__(self) -> None:
        super().__init__(
            _(
                "De aanmelddienst vroeg je niet opnieuw wie je bent, of zegt niet wanneer. Laat op een andere manier "
                "zien dat jij het bent, of vraag het je beheerder."
            )
        )
