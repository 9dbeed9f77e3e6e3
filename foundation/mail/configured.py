"""The mail server as the settings name it, looked at before anything is started."""

from ipaddress import ip_address
from pathlib import Path

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.mail.addresses import address_of
from foundation.mail.server import MailServer, Tls


class MailUnclear(ResearcherError):
    """`setting` can't be so; mail is not half set up."""

    def __init__(self, setting: str, why: str) -> None:
        super().__init__(_("%(setting)s klopt niet: %(why)s. Verbeter het en start opnieuw.", setting=setting, why=why))


def mail_server(
    host: str, port: int, tls: str, sender: str, user: str, password: str, known_by: Path | None
) -> MailServer | None:
    """None when no host is named: links are handed out by hand then. `port` 0: the usual one. Raises MailUnclear."""
    if not host:
        return None
    if tls not in list(Tls):
        raise MailUnclear("VERHAALLIJN_SMTP_TLS", _("kies starttls, tls of none"))
    _check_password(host, Tls(tls), user, password)
    if known_by is not None and not known_by.is_file():
        raise MailUnclear("VERHAALLIJN_SMTP_CA_FILE", _("dat bestand is er niet"))
    return MailServer(host, port or Tls(tls).usual_port, Tls(tls), _sender(sender), user, password, known_by)


def _sender(written: str) -> str:
    try:
        return address_of(written)
    except ResearcherError:
        raise MailUnclear("VERHAALLIJN_MAIL_FROM", _("dat is geen e-mailadres")) from None


def _check_password(host: str, tls: Tls, user: str, password: str) -> None:
    if bool(user) != bool(password):
        raise MailUnclear("VERHAALLIJN_SMTP_USER", _("geef ook VERHAALLIJN_SMTP_PASSWORD, of laat beide leeg"))
    if not (user + password).isascii():
        raise MailUnclear("VERHAALLIJN_SMTP_PASSWORD", _("er staan letters in die een mailserver niet leest"))
    if password and tls is Tls.NONE and not _is_this_computer(host):
        raise MailUnclear("VERHAALLIJN_SMTP_TLS", _("zonder beveiliging leest iedereen onderweg het wachtwoord mee"))


def _is_this_computer(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
