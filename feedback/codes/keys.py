"""What is made of a code: by what it is known again, what opens with it, and where its answer lies.

All of it needs a key that is kept apart from the database, and the code itself, which is stored nowhere. So the
database alone leads from no code to an answer, and from no answer to a code. With the same key, and no code, opens what
people leave to be called on.
"""

from sqlmodel import Session

from foundation.secrets.digest_key import digest_key
from foundation.secrets.keys import master_key
from foundation.secrets.sealing import Seal, installation_key, keyed_digest

_NO_MORE_DIGITS = 32
_DIGEST_BITS, _ANSWER_BITS = 256, 62  # of the number of an answer: feedback.unordered.ANSWER_BITS

_MARK_DIGITS = 16


class CodeKeys:
    """Holds a key that outlives the master key: a code on paper can't be made anew when that is changed."""

    def __init__(self, session: Session) -> None:
        """Raises KeyDoesNotFit, and what read_key raises."""
        self._key = digest_key(session, master_key(session))

    def digest(self, code: str) -> str:
        """By which a code is known again."""
        return keyed_digest(self._key, f"entry code|{code}")

    def seal(self, code: str) -> Seal:
        """Opens what was filled in with this code so far, and nothing else."""
        return Seal(installation_key(self._key, f"unfinished|{self.digest(code)}".encode()))

    def page_mark(self, code: str) -> str:
        """What a page opened with this code brings along, to be known from a page of another code."""
        return keyed_digest(self._key, f"page|{code}")[:_MARK_DIGITS]

    def calling(self) -> Seal:
        """Opens the telephone numbers that people left with their answers, whatever their code."""
        return Seal(installation_key(self._key, b"call permission"))

    def answer_number(self, code: str) -> int:
        """The number of the answer that is sent with this code: whoever has the code finds it back."""
        return int(keyed_digest(self._key, f"answer|{code}"), 16) >> (_DIGEST_BITS - _ANSWER_BITS)

    def no_more(self, invitation_id: int) -> str:
        """What stands in the address by which who got this invitation asks for no more: it opens nothing else."""
        return keyed_digest(self._key, f"no more|{invitation_id}")[:_NO_MORE_DIGITS]
