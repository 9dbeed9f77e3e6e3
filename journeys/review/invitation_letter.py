"""What a member of the council gets with the link: by mail, or to copy into a message of one's own."""

from urllib.parse import quote

from foundation.dutch import _, telephone, weekday_date
from foundation.mail.letter import Letter
from journeys.reading.models import CouncilMember, ReviewRound
from studies.models import Organisation


def invitation_letter(
    review_round: ReviewRound, member: CouncilMember, address: str, organisation: Organisation
) -> Letter:
    """`address`: the member's own link."""
    return Letter(
        subject=_("Leest u mee?"),
        greeting=_("Dag %(name)s,", name=member.name),
        before=(_("Wilt u een verhaal lezen en zeggen wat u ervan vindt? Dat kan met deze link, zonder wachtwoord."),),
        link=(_("Lees het verhaal"), address),
        after=(
            _(
                "Lezen kan tot en met %(day)s. De link is alleen voor u: stuur hem niet door.",
                day=weekday_date(review_round.closes_on),
            ),
            _(
                "Vragen? Bel %(contact)s: %(telephone)s.",
                contact=review_round.contact,
                telephone=telephone(review_round.telephone),
            ),
        ),
        closing=(_("Met vriendelijke groet,"), review_round.contact, organisation.name),
        why=tuple(_why(review_round, organisation)),
    )


def no_more_mail(organisation: Organisation) -> str:
    """Where a mail program writes to when somebody presses 'unsubscribe'; '' when there is no such address."""
    if not organisation.email:
        return ""
    subject = _("Geen e-mail meer over verhalen")
    return f"mailto:{organisation.email}?subject={quote(subject)}"


def _why(review_round: ReviewRound, organisation: Organisation) -> list[str]:
    why = [_("U krijgt deze e-mail omdat %(contact)s u vraagt om mee te lezen.", contact=review_round.contact)]
    if organisation.email:
        why.append(_("Wilt u dit niet meer krijgen? Schrijf dan naar %(email)s.", email=organisation.email))
    return why
