"""Why a message did not go, in Dutch. Sentences are stored and logged: none says anything of a message or its reader.

NotSent                 what the mail server said is in `said`: for who tries it out, stored nowhere
├── RefusedForGood      trying again gives the same answer
│   └── Bounced         and it is the address, or the message, that the server does not want
└── NotYet              it may go later
    └── ServerTrouble   no message would go now: the server is away, or set up otherwise than we are
"""

import re
import ssl
from smtplib import SMTPResponseException, SMTPServerDisconnected

from foundation.dutch import _
from foundation.errors import ResearcherError

Answer = tuple[int, bytes | str]
"""(code, words) of a mail server."""
_PRECISE_CODE = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")
_EXPIRED, _OTHER_NAME = 10, 62
"""OpenSSL's numbers for what may be wrong with a certificate."""


class NotSent(ResearcherError):
    """`str(error)` says in Dutch what stood in the way."""

    def __init__(self, sentence: str, said: str = "") -> None:
        self.said = said
        super().__init__(sentence)


class RefusedForGood(NotSent):
    pass


class Bounced(RefusedForGood):
    pass


class NotYet(NotSent):
    pass


class ServerTrouble(NotYet):
    pass


def of_recipient(answer: Answer) -> NotSent:
    """The server did not take the address."""
    return _answered(answer, _("De mailserver weigert dit e-mailadres (%(code)s).", code=code_of(answer)))


def of_content(answer: Answer) -> NotSent:
    """The server took the address, and not what was said to it."""
    return _answered(answer, _("De mailserver weigert dit bericht (%(code)s).", code=code_of(answer)))


def _answered(answer: Answer, sentence: str) -> NotSent:
    said, code = said_in(answer), code_of(answer)
    if answer[0] < 500:
        return NotYet(_("De mailserver neemt dit bericht nu niet aan (%(code)s).", code=code), said)
    if answer[0] == 530 or " 5.7." in code:
        # It is about who we are to the server; at another one the same address may be fine.
        return RefusedForGood(_("De mailserver wil dit bericht niet van ons doorsturen (%(code)s).", code=code), said)
    return Bounced(sentence, said)


def of_sender(answer: Answer, sender: str) -> ServerTrouble:
    sentence = _("De mailserver weigert de afzender %(sender)s (%(code)s).", sender=sender, code=code_of(answer))
    return ServerTrouble(sentence, said_in(answer))


def of_password(answer: Answer, server: str) -> ServerTrouble:
    sentence = _(
        "De mailserver %(server)s neemt de gebruikersnaam of het wachtwoord niet aan (%(code)s).",
        server=server,
        code=code_of(answer),
    )
    return ServerTrouble(sentence, said_in(answer))


def takes_no_password(server: str) -> ServerTrouble:
    sentence = _(
        "De mailserver %(server)s neemt hier geen wachtwoord aan. Kijk naar poort en beveiliging.", server=server
    )
    return ServerTrouble(sentence)


def no_certificates(file: str) -> ServerTrouble:
    return ServerTrouble(_("In %(file)s staat geen certificaat dat we kunnen lezen. Er is niets verstuurd.", file=file))


def no_starttls(server: str) -> ServerTrouble:
    return ServerTrouble(
        _(
            "De mailserver %(server)s biedt geen beveiligde verbinding aan (STARTTLS). "
            "Er is niets verstuurd: anderen konden het dan lezen.",
            server=server,
        )
    )


def of_connection(error: OSError, server: str) -> ServerTrouble:
    """No connection, or one that broke."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return ServerTrouble(_certificate(error, server), error.verify_message)
    if isinstance(error, ssl.SSLError):
        sentence = _("Met de mailserver %(server)s lukt geen beveiligde verbinding. Kijk naar de poort.", server=server)
        return ServerTrouble(sentence, error.reason or "")
    if isinstance(error, SMTPResponseException):
        answer = (error.smtp_code, error.smtp_error)
        sentence = _("De mailserver %(server)s wil nu niet (%(code)s).", server=server, code=code_of(answer))
        return ServerTrouble(sentence, said_in(answer))
    if isinstance(error, SMTPServerDisconnected):
        return ServerTrouble(_("De mailserver %(server)s brak de verbinding af.", server=server), str(error))
    return ServerTrouble(_("De mailserver %(server)s is niet te bereiken.", server=server), str(error))


def _certificate(error: ssl.SSLCertVerificationError, server: str) -> str:
    if error.verify_code == _OTHER_NAME:
        return _("Het certificaat van de mailserver %(server)s is van een andere server.", server=server)
    if error.verify_code == _EXPIRED:
        return _("Het certificaat van de mailserver %(server)s is verlopen.", server=server)
    return _("Het certificaat van de mailserver %(server)s komt van iemand die we niet kennen.", server=server)


def code_of(answer: Answer) -> str:
    """'550 5.1.1'."""
    precise = _PRECISE_CODE.match(said_in(answer))
    return f"{answer[0]} {precise[0]}" if precise else str(answer[0])


def said_in(answer: Answer) -> str:
    words = answer[1]
    return words.decode(errors="replace") if isinstance(words, bytes) else words
