"""The message that tells somebody of a change to how they sign in: who did not do it themselves hears of it."""

from contextlib import suppress
from enum import StrEnum

from sqlmodel import Session

from foundation.clock import now
from foundation.dutch import _, clock_time, weekday_date
from foundation.forms.email_address import EmailWrong
from foundation.mail.addresses import EmailUnusual
from foundation.mail.letter import Letter
from foundation.mail.outbox import MailDoor, Message, post
from studies.models import Organisation, Person


class AccountChange(StrEnum):
    """What changed."""

    PASSWORD = "password"  # noqa: S105  # nosec B105 # the word for it
    EMAIL = "email"
    APP_SET_UP = "app_set_up"
    APP_REMOVED = "app_removed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    PASSKEY_SUSPECT = "passkey_suspect"
    CODES_MADE = "codes_made"
    CODE_USED = "code_used"
    RESET = "reset"
    BOUND = "bound"
    UNBOUND = "unbound"

    @property
    def dutch(self) -> str:
        """One sentence."""
        return {
            AccountChange.PASSWORD: _("Je wachtwoord is veranderd. Op andere apparaten ben je afgemeld."),
            AccountChange.EMAIL: _("Het e-mailadres waarmee je je aanmeldt, is veranderd."),
            AccountChange.APP_SET_UP: _("Je meldt je voortaan ook aan met een code uit een app."),
            AccountChange.APP_REMOVED: _("Codes uit je app werken niet meer om je aan te melden."),
            AccountChange.PASSKEY_ADDED: _("Er is een passkey toegevoegd waarmee je je kunt aanmelden."),
            AccountChange.PASSKEY_REMOVED: _("Er is een passkey weggehaald. Die werkt niet meer."),
            AccountChange.PASSKEY_SUSPECT: _(
                "Een van je passkeys is misschien gekopieerd. Hij werkt niet meer. Haal hem weg bij ‘Jouw account’."
            ),
            AccountChange.CODES_MADE: _("Er zijn nieuwe herstelcodes gemaakt. De oude werken niet meer."),
            AccountChange.CODE_USED: _("Er is een herstelcode gebruikt om je aan te melden."),
            AccountChange.RESET: _(
                "Je beheerder heeft je tweede stap weggehaald. Op alle apparaten ben je afgemeld. "
                "Stel je tweede stap opnieuw in als je je weer aanmeldt."
            ),
            AccountChange.BOUND: _("Je account is gekoppeld: je kunt je nu aanmelden via je organisatie."),
            AccountChange.UNBOUND: _("Je account is losgemaakt: aanmelden via je organisatie kan niet meer."),
        }[self]


def post_account_change(
    session: Session,
    door: MailDoor | None,
    person: Person,
    organisation_id: int,
    change: AccountChange,
    address: str = "",
) -> None:
    """To their own address, or to `address`. Nothing goes where no mail leaves, or to an address that takes none."""
    if door is None:
        return
    organisation = session.get_one(Organisation, organisation_id)
    with suppress(EmailWrong, EmailUnusual):
        post(session, door, _message(person, organisation, change, address))


def _message(person: Person, organisation: Organisation, change: AccountChange, address: str) -> Message:
    return Message(
        kind="account_change",
        letter=_letter(person, organisation, change),
        to=address or person.email,
        name=person.name,
        sender_name=organisation.name,
        answers_to=organisation.email,
        organisation_id=organisation.id,
    )


def _letter(person: Person, organisation: Organisation, change: AccountChange) -> Letter:
    moment = now()
    return Letter(
        subject=_("Je account bij Verhaallijn is veranderd"),
        greeting=_("Dag %(name)s,", name=person.name),
        before=(change.dutch, _("Dat was %(day)s om %(time)s.", day=weekday_date(moment), time=clock_time(moment))),
        after=(_("Deed je dit niet zelf? Vertel het dan meteen je beheerder."),),
        closing=(_("Met vriendelijke groet,"), organisation.name),
    )
