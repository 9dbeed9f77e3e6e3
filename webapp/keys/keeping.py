"""Which keys there are, and that each is the one with which the data were made: asked at every start."""

from pathlib import Path
from typing import TypeVar

from sqlalchemy import ColumnElement, Engine
from sqlmodel import Session, col, select

from foundation.database.engine import unit_of_work
from foundation.secrets.changing import settle
from foundation.secrets.keys import KeyExchanged, is_known, know_key, known_keys, make_key, read_key, seal_with
from foundation.secrets.sealing import KeyDoesNotFit
from interviews.deidentification.models import Pseudonym
from interviews.deidentification.pseudonyms import HiddenName, PseudonymVault
from interviews.models import Respondent
from interviews.respondents.contacts import ContactVault
from interviews.respondents.models import RespondentContact
from studies.keys.keeping import opened_key
from studies.keys.models import WrappedKey
from webapp.settings import COOKIES, NAMES, Settings

Sealed = TypeVar("Sealed", WrappedKey, Pseudonym, RespondentContact)


def keep_keys(engine: Engine, settings: Settings) -> None:
    """Make the keys of a new installation, and see that those of an old one are its own.

    A change of the master key that was broken off is finished. Raises KeyLost, KeyDamaged, KeyExchanged, KeyOpenToAll:
    nothing may start then. The key of cookies may be new: whoever had a page open asks for it anew.
    """
    make_key(settings.key_file(COOKIES))
    read_key(settings.key_file(COOKIES))
    file = settings.key_file(NAMES)
    seal_with(engine, file)
    with unit_of_work(engine, across=True) as session:
        if not is_known(session, NAMES):
            _adopt(session, file)
        settle(file, known_keys(session).get(NAMES, ""))
        know_key(session, NAMES, file)


def _adopt(session: Session, file: Path) -> None:
    """Before the database knew its key: one is made where nothing was sealed yet, else it has to open something."""
    own = _first(session, WrappedKey, col(WrappedKey.wrapped).is_not(None))
    sealed: list[WrappedKey | Pseudonym | RespondentContact] = [
        *own,
        *_first(session, Pseudonym),
        *_first(session, RespondentContact),
    ]
    if not sealed:
        make_key(file)
    read_key(file)
    try:
        for row in sealed:
            _open(session, row)
    except KeyDoesNotFit:
        raise KeyExchanged(file) from None


def _first(session: Session, kind: type[Sealed], *which: ColumnElement[bool]) -> list[Sealed]:
    return list(session.exec(select(kind).where(*which).order_by(col(kind.id)).limit(1)).all())


def _open(session: Session, row: WrappedKey | Pseudonym | RespondentContact) -> None:
    """Raises KeyDoesNotFit."""
    if isinstance(row, RespondentContact):
        respondent = session.get_one(Respondent, row.respondent_id)
        ContactVault(opened_key(session, respondent.study_id)).open(row)
        return
    key = opened_key(session, row.study_id)
    if isinstance(row, Pseudonym):
        PseudonymVault(key).reveal(HiddenName(row.digest, row.kind, row.pseudonym, row.sealed))
