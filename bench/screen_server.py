"""The real application over a real SQLite file, for benches: one interview of any size, already coded."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import waitress
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session

from coding.codebook.changing import add_code
from coding.models import Code, Segment
from foundation.database.engine import open_engine, unit_of_work
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source, Turn
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.accounts.signing_in import make_link
from studies.models import Study
from studies.planning import add_study
from webapp.application import create_app
from webapp.keys.keeping import keep_keys
from webapp.migration import migrate
from webapp.settings import Settings

_SPOKEN = """
    ik had gebeld en toen bleef het weer stil we wisten niet waar we moesten zijn de wachtlijst was lang maar de juf
    vroeg elke week hoe het met hem ging dat vond ik fijn daarna kwam er een consulent aan tafel die echt luisterde
    thuis werd het zwaarder en niemand belde terug
"""


@dataclass
class Bench:
    """The application, and a person of it."""

    app: Flask
    engine: Engine
    organisation_id: int
    person_id: int

    def session(self) -> Session:
        """As that person; commit to keep."""
        return Session(self.engine, info={"organisation_id": self.organisation_id, "person_id": self.person_id})

    def link(self) -> str:
        """The path that signs the person in."""
        with unit_of_work(self.engine, across=True) as session:
            return f"/aanmelden/link/{make_link(session, self.person_id)}"


def open_bench(folder: Path, url: str | None = None) -> Bench:
    """An application in an empty folder, with one study, `bench`, and a codebook of 40 codes.

    `url` is of an empty database, '' of a file in the folder; None does as the settings say.
    """
    chosen = {} if url is None else {"database_url": url}
    settings = Settings(data_dir=folder, **chosen).prepared()
    engine = open_engine(settings.url)
    migrate(engine)
    keep_keys(engine, settings)
    with unit_of_work(engine, across=True) as session:
        organisation = add_organisation(session, "Gemeente Lindermeer", "lindermeer")
        organisation.second_step_for = []
        person = add_person(session, organisation, "l@voorbeeld.nl", "Lotte Veldman", Role.RESEARCHER)
        ids = organisation.id, person.id
    app = create_app(settings, engine)
    bench = Bench(app, engine, *ids)
    with bench.session() as session:
        study = add_study(session, "Meting", slug="bench")
        for number in range(8):
            theme = add_code(session, study.id, f"Thema {number + 1}")
            for code in range(4):
                add_code(session, study.id, f"Code {number + 1}.{code + 1}", theme)
        session.commit()
    return bench


def add_transcript(session: Session, study: Study, number: int, *, words: int, words_per_turn: int = 30) -> Source:
    """A released interview of so many words, from a fixed seed."""
    chance = random.Random(number)  # noqa: S311  reproducible text, no secret
    turns = max(1, words // words_per_turn)
    texts = [_speech(chance, words_per_turn) for _turn in range(turns)]
    interview = Interview(study_id=study.id, number=number, role="ouder", state=InterviewState.CODING)
    session.add(interview)
    session.flush()
    source = Source(study_id=study.id, interview_id=interview.id, length=sum(map(len, texts)) + turns - 1)
    session.add(source)
    session.flush()
    start = 0
    for position, text in enumerate(texts):
        speaker, asks = ("Interviewer", True) if position % 2 == 0 else ("Ouder", False)
        session.add(
            Turn(
                source_id=source.id,
                position=position,
                start=start,
                end=start + len(text),
                text=text,
                speaker=speaker,
                is_interviewer=asks,
                seconds=8.0 * position,
            )
        )
        start += len(text) + 1
    session.flush()
    return source


def add_codings(session: Session, source: Source, codes: list[Code], text: str, count: int, coder_id: int) -> None:
    """So many segments of 3 to 40 words, spread over the text."""
    chance = random.Random(7)  # noqa: S311  reproducible places, no secret
    for _segment in range(count):
        start = chance.randrange(len(text) - 300)
        end = start + chance.randrange(20, 240)
        session.add(
            Segment(
                study_id=source.study_id,
                source_id=source.id,
                start=start,
                end=end,
                code_id=chance.choice(codes).id,
                coder_id=coder_id,
                quotation=text[start:end],
            )
        )
    session.flush()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application on a free port, by the server that people get; gives its address."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8, ident="")
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def _speech(chance: random.Random, words: int) -> str:
    said = [chance.choice(_SPOKEN.split()) for _word in range(words)]
    for place in range(0, words, 9):
        said[place] = said[place].capitalize()
        if place:
            said[place - 1] += "."
    return " ".join(said) + "."
