"""The sign-in service of an organisation, as an administrator fills it in."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from studies.accounts.by_provider.metadata import issuer_of
from studies.accounts.by_provider.vault import ProviderVault
from studies.accounts.models import HalfSignIn, IdentityProvider, ProviderIdentity, ProviderVisit, SecondStepThere
from studies.models import Organisation, SignIn

_LONGEST = 500
DEFAULT_WORDS = "mfa"


class ProviderUnclear(ResearcherError):
    """`errors` maps a field's name to what is wrong with it."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(_("Dit is nog niet bewaard. Kijk bij de velden met een rode rand."))


class NoDoorHere(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Hier kun je je niet aanmelden via deze organisatie. Kijk of het adres klopt."))


class OnlyWayTooSoon(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Koppel eerst je eigen account, dan weet je dat het werkt. Zet daarna deze manier als enige aan. "
                "Er is niets gewijzigd."
            )
        )


@dataclass(frozen=True)
class ProviderForm:
    """What stands in the form. `secret` '': the one that is kept stays."""

    issuer: str = ""
    client_id: str = ""
    secret: str = ""
    second_step: str = SecondStepThere.NEVER.value
    second_step_words: str = DEFAULT_WORDS
    is_on: bool = False
    takes_newcomers: bool = False
    is_only_way: bool = False


def form_as_posted(posted: Mapping[str, str]) -> ProviderForm:
    """Without white space around; a box that is not ticked is not posted."""
    return ProviderForm(
        issuer_of(posted.get("issuer", "")),
        posted.get("client_id", "").strip(),
        posted.get("secret", "").strip(),
        posted.get("second_step", ""),
        " ".join(posted.get("second_step_words", "").split()),
        posted.get("is_on") == "ja",
        posted.get("takes_newcomers") == "ja",
        posted.get("is_only_way") == "ja",
    )


def form_as_kept(organisation: Organisation, provider: IdentityProvider | None) -> ProviderForm:
    """The secret is never shown again."""
    if provider is None:
        return ProviderForm()
    return ProviderForm(
        provider.issuer,
        provider.client_id,
        "",
        provider.second_step,
        provider.second_step_words,
        provider.is_on,
        provider.takes_newcomers,
        organisation.is_only_by_provider,
    )


def provider_of(session: Session, organisation_id: int) -> IdentityProvider | None:
    query = select(IdentityProvider).where(IdentityProvider.organisation_id == organisation_id)
    return session.exec(query).first()


@dataclass(frozen=True)
class Door:
    """An organisation at which people may sign in through its own service."""

    name: str
    slug: str


def open_doors(session: Session) -> list[Door]:
    """By name; across organisations."""
    query = select(Organisation.name, Organisation.slug).join(
        IdentityProvider, col(IdentityProvider.organisation_id) == Organisation.id
    )
    found = session.exec(query.where(col(IdentityProvider.is_on).is_(True)).order_by(col(Organisation.name)))
    return [Door(name, slug) for name, slug in found]


def open_door(session: Session, slug: str) -> tuple[Organisation, IdentityProvider]:
    """Across organisations. Raises NoDoorHere, also where it was turned off."""
    query = select(Organisation, IdentityProvider).join(
        IdentityProvider, col(IdentityProvider.organisation_id) == Organisation.id
    )
    found = session.exec(query.where(Organisation.slug == slug, col(IdentityProvider.is_on).is_(True))).first()
    if found is None:
        raise NoDoorHere
    return found


def check_form(form: ProviderForm, *, has_secret: bool) -> None:
    """`has_secret`: one is kept, for the same service. Raises ProviderUnclear."""
    errors = {}
    if not form.issuer or len(form.issuer) > _LONGEST:
        errors["issuer"] = _("Vul het adres van de aanmelddienst in, bijvoorbeeld https://login.voorbeeld.nl/gemeente.")
    if not form.client_id or len(form.client_id) > _LONGEST or not form.client_id.isprintable():
        errors["client_id"] = _("Vul de client-id in die de aanmelddienst voor Verhaallijn gaf.")
    if len(form.secret) > _LONGEST or not (form.secret or has_secret) or not (form.secret.isascii()):
        errors["secret"] = _("Vul het geheim in dat bij de client-id hoort.")
    if form.second_step not in set(SecondStepThere):
        errors["second_step"] = _("Kies of de tweede stap daar ook hier telt.")
    if form.second_step == SecondStepThere.WHEN_SAID and not form.second_step_words:
        errors["second_step_words"] = _("Vul in waaraan te zien is dat iemand een tweede stap deed.")
    if errors:
        raise ProviderUnclear(errors)


def keep_provider(session: Session, vault: ProviderVault, organisation_id: int, form: ProviderForm) -> bool:
    """A form that was checked. Another service signs out whoever the one from before vouched for.

    Whether anything is other than it was.
    """
    kept, only_way = provider_of(session, organisation_id), form.is_on and form.is_only_way
    was_only_way = session.get_one(Organisation, organisation_id).is_only_by_provider
    if kept is not None and kept.issuer != form.issuer:
        _sign_out_who_came_by(session, kept.id)
    secret = vault.sealed_for(organisation_id, form.secret) if form.secret else kept.sealed_secret if kept else b""
    provider = kept or IdentityProvider(
        organisation_id=organisation_id, issuer=form.issuer, client_id=form.client_id, sealed_secret=secret
    )
    provider.issuer, provider.client_id, provider.sealed_secret = form.issuer, form.client_id, secret
    provider.is_on, provider.takes_newcomers = form.is_on, form.is_on and form.takes_newcomers
    provider.second_step, provider.second_step_words = SecondStepThere(form.second_step), form.second_step_words
    session.add(provider)
    is_other = session.is_modified(provider) or was_only_way != only_way
    session.flush()
    if not provider.is_on:
        _sign_out_who_came_by(session, provider.id)
    be_only_way(session, organisation_id, is_only=only_way)
    return is_other


def be_only_way(session: Session, organisation_id: int, *, is_only: bool) -> None:
    session.get_one(Organisation, organisation_id).is_only_by_provider = is_only
    session.flush()


def remove_provider(session: Session, organisation_id: int) -> bool:
    """With all that hangs on it; people come in as they did before. Whether there was one."""
    provider = provider_of(session, organisation_id)
    if provider is None:
        return False
    _sign_out_who_came_by(session, provider.id)
    of_it = col(ProviderIdentity.organisation_id) == organisation_id
    session.execute(delete(ProviderIdentity).where(of_it))
    be_only_way(session, organisation_id, is_only=False)
    session.delete(provider)
    session.flush()
    return True


def _sign_out_who_came_by(session: Session, provider_id: int) -> None:
    for table in (SignIn, HalfSignIn, ProviderVisit):
        session.execute(delete(table).where(col(table.provider_id) == provider_id))


def turn_off(session: Session, organisation_id: int) -> bool:
    """For who stands before a closed door: everybody comes in by themselves again. Whether it was on."""
    provider = provider_of(session, organisation_id)
    if provider is None or not provider.is_on:
        return False
    provider.is_on = provider.takes_newcomers = False
    _sign_out_who_came_by(session, provider.id)
    be_only_way(session, organisation_id, is_only=False)
    return True
