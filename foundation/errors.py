"""The error tree. Only a ResearcherError reaches the screen, in Dutch, saying what to do next.

ResearcherError          422  something the person can put right
├── NotFound             404  it does not exist, or not for this person
│   └── NumberBeyondReach     its number is larger than any row's
├── Refused              403  this person may not do this
├── Asks                 409  it can be done, once somebody says that it is meant
├── ChoiceMissing        422  a form came without a choice that nobody else may make
└── (each package adds its own: CodeExists, TranscriptRefused, …)
"""

from foundation.dutch import _


class ResearcherError(Exception):
    """Something the person can put right. `str(error)` is the Dutch text on screen."""

    status = 422


class NotFound(ResearcherError):
    """It does not exist, or belongs to another organisation; the two look the same."""

    status = 404


class NumberBeyondReach(NotFound):
    """A number larger than the database can hold: no row has it, whether it stood in an address or in a form."""

    def __init__(self) -> None:
        super().__init__(_("Dit bestaat niet, of niet meer. Er is niets gewijzigd. Ga terug en probeer het opnieuw."))


class Refused(ResearcherError):
    """The person is known but may not do this."""

    status = 403


class Asks(ResearcherError):
    """It can be done, once the person has said that it is meant. `str(error)` is the question."""

    status = 409


class ChoiceMissing(ResearcherError):
    """A choice did not come along with its form, or is none that was offered. No other is made in its place."""

    def __init__(self, name: str) -> None:
        super().__init__(_("Kies bij ‘%(name)s’ wat het wordt. Er is nog niets veranderd.", name=name))
