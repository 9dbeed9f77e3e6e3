"""The error tree. Only a ResearcherError reaches the screen, in Dutch, saying what to do next.

ResearcherError          422  something the person can put right
├── NotFound             404  it does not exist, or not for this person
├── Refused              403  this person may not do this
└── (each package adds its own: CodeExists, TranscriptRefused, …)
"""


class ResearcherError(Exception):
    """Something the person can put right. `str(error)` is the Dutch text on screen."""

    status = 422


class NotFound(ResearcherError):
    """It does not exist, or belongs to another organisation; the two look the same."""

    status = 404


class Refused(ResearcherError):
    """The person is known but may not do this."""

    status = 403
