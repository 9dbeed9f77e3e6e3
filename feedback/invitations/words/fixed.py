"""What every invitation says of the answer and of saying no. No organisation may leave any of it out or change it."""

from feedback.people.models import InvitedBy
from foundation.dutch import _
from foundation.dutch import telephone as readable


def fixed_sentences(way: InvitedBy, telephone: str) -> tuple[str, str, str, str]:
    """`telephone` of the organisation; '' where it has none."""
    return (
        _(
            "De code hoort bij u. Zo sturen we geen herinnering als u al antwoord gaf. "
            "Alleen de onderzoekers kunnen zien van wie een antwoord is."
        ),
        _(
            "Uw hulp en andere medewerkers van de gemeente zien dat niet, behalve als u zelf vraagt om gebeld te "
            "worden. Is iemand in gevaar? Dan mag één vaste medewerker opzoeken wie het schreef."
        ),
        _("We halen namen weg uit wat u schrijft. Uw antwoord heeft geen gevolgen voor uw hulp."),
        _no_more(way, readable(telephone) if telephone else ""),
    )


def heading_of_fixed() -> str:
    return _("Wat gebeurt er met uw antwoord?")


def _no_more(way: InvitedBy, telephone: str) -> str:
    if way is InvitedBy.LETTER:
        if not telephone:
            return _("Meedoen hoeft niet. Wilt u geen brieven meer? Kies op de website: ‘Geen uitnodigingen meer’.")
        return _(
            "Meedoen hoeft niet. Wilt u geen brieven meer? Bel %(telephone)s of kies op de website: "
            "‘Geen uitnodigingen meer’.",
            telephone=telephone,
        )
    if not telephone:
        return _("Meedoen hoeft niet. Wilt u geen e-mails meer? Kies op de website: ‘Geen uitnodigingen meer’.")
    return _(
        "Meedoen hoeft niet. Wilt u geen e-mails meer? Bel %(telephone)s of kies op de website: "
        "‘Geen uitnodigingen meer’.",
        telephone=telephone,
    )
