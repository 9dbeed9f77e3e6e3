"""Why another machine was not asked, or gave no answer that is read. Each says in Dutch what to look at.

LineTrouble
├── AddressUnfit      the address is none that is asked, or leads elsewhere than agreed
├── HostUnknown       no machine has this name
├── AddressPrivate    the machine stands in a network that is not public
├── NotReached        nobody answers there
├── TooSlow           the answer took too long
├── CertificateWrong  it does not show that it is who it says
└── AnswerUnfit       an answer came that is not read: it sends on, is too large, or is no JSON
"""

from foundation.dutch import _
from foundation.errors import ResearcherError


class LineTrouble(ResearcherError):
    """`str(error)` names a host at most, never what was sent."""


class AddressUnfit(LineTrouble):
    def __init__(self, host: str) -> None:
        super().__init__(_("Een adres bij %(host)s klopt niet. Het moet met https:// beginnen.", host=host))


class OtherHost(AddressUnfit):
    def __init__(self, host: str, asked: str) -> None:
        LineTrouble.__init__(
            self,
            _(
                "%(host)s verwijst naar een andere computer: %(asked)s. Alles moet op hetzelfde adres staan.",
                host=host,
                asked=asked,
            ),
        )


class HostUnknown(LineTrouble):
    def __init__(self, host: str) -> None:
        super().__init__(_("Het adres %(host)s bestaat niet. Kijk of het goed is geschreven.", host=host))


class AddressPrivate(LineTrouble):
    def __init__(self, host: str) -> None:
        super().__init__(
            _(
                "%(host)s staat in een afgesloten netwerk. Wie de installatie beheert, kan dat netwerk toelaten met "
                "VERHAALLIJN_SIGN_IN_NETWORKS.",
                host=host,
            )
        )


class NotReached(LineTrouble):
    def __init__(self, host: str) -> None:
        super().__init__(_("%(host)s is nu niet te bereiken. Probeer het later nog een keer.", host=host))


class TooSlow(LineTrouble):
    def __init__(self, host: str) -> None:
        super().__init__(_("%(host)s antwoordt te langzaam. Probeer het later nog een keer.", host=host))


class CertificateWrong(LineTrouble):
    def __init__(self, host: str) -> None:
        super().__init__(
            _(
                "Het certificaat van %(host)s klopt niet. Het is verlopen of van een ander adres, of deze computer "
                "kent de uitgever niet.",
                host=host,
            )
        )


class AnswerUnfit(LineTrouble):
    def __init__(self, host: str) -> None:
        super().__init__(
            _("%(host)s geeft een antwoord dat niet te lezen is. Kijk of het adres helemaal goed is.", host=host)
        )
