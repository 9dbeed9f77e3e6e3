"""Before and around the interviews: what was agreed, who was called, and what they allow."""

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session

from demo import material
from demo.demonstration import Demonstration, Tell, moment
from foundation.dutch import counted
from interviews.models import Respondent
from interviews.respondents.calls import log_call
from interviews.respondents.consent import record_consent
from interviews.respondents.conversations import link_interview
from interviews.respondents.models import CallResult, ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from interviews.texts.sources import interview_by_number
from studies.agreements.keeping import save_agreement
from studies.agreements.terms import Party, Terms
from studies.models import Asker, Indicator, Study

Row = dict[str, str]


def agree(demo: Demonstration, tell: Tell) -> str:
    terms = agreed(material.agreement())
    with demo.at_work() as (session, study):
        save_agreement(session, study, terms)
    return f"{counted(len(terms.parties), 'partij', 'partijen')} zijn het eens"


def agreed(written: dict[str, Any]) -> Terms:
    """Terms as they were written down."""
    same = {name: written[name] for name in ("question", "used_for", "not_for", "published")}
    days = {name: written[name] for name in ("transcripts_until", "key_until", "agreed_on")}
    return Terms(
        asked_by=tuple(Asker(asker) for asker in written["asked_by"]),
        parties=tuple(Party(party["name"], party["role"]) for party in written["parties"]),
        success={Indicator(kind): text for kind, text in written["success"].items()},
        **same,
        **days,
    )


def call_everybody(demo: Demonstration, tell: Tell) -> str:
    told = {one.number: one for one in material.respondents()}
    by_number: dict[int, list[Row]] = defaultdict(list)
    for row in material.calls():
        by_number[int(row["number"])].append(row)
    with demo.at_work() as (session, study):
        for done, rows in enumerate(by_number.values(), start=1):
            _call(session, study, rows, told)
            tell(done, len(by_number))
    people, calls = counted(len(by_number), "mens", "mensen"), sum(map(len, by_number.values()))
    return f"{people}, {counted(calls, 'belpoging', 'belpogingen')}, {len(told)} deden mee"


def _call(session: Session, study: Study, rows: list[Row], told: dict[int, material.Respondent]) -> None:
    """One person on the list with every call, and with the story and consent of whoever told one."""
    number = next((int(row["interview"]) for row in rows if row["interview"]), None)
    respondent = add_respondent(session, study, rows[0]["role"], told[number].attributes if number else None)
    for row in rows:
        again_at = _moment(row["again_date"], row["again_time"]) if row["again_date"] else None
        called_at = _moment(row["date"], row["time"])
        log_call(session, respondent, CallResult(row["result"]), called_at, again_at, row["reason"])
    if number:
        link_interview(session, respondent, interview_by_number(session, study.id, number))
        _ask_consent(session, respondent, told[number])


def _ask_consent(session: Session, respondent: Respondent, told: material.Respondent) -> None:
    answers = {
        Purpose.RECORD: True,
        Purpose.QUOTE_REWORDED: True,
        Purpose.QUOTE_LITERALLY: told.may_quote,
        Purpose.CALL_BACK: told.may_call_back,
    }
    for purpose, is_given in answers.items():
        record_consent(session, respondent, purpose, is_given, told.held_on, ConsentWay.BY_TELEPHONE)


def _moment(day: str, hour: str) -> datetime:
    return moment(date.fromisoformat(day), time.fromisoformat(hour))
