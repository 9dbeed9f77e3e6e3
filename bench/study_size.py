"""The product on the whole demonstration, and on a study ten times as large: `python -m bench.study_size`.

The large study is the demonstration with nine copies of every interview and its codings beside it. Pages are asked
ten times and the median counts; what grows with the study should grow no faster than it.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from flask.testing import FlaskClient
from sqlmodel import Session, col, func, select

from coding.models import Code, Segment
from demo.build import STAGES, Demonstration, found_study, vault_of
from exports.publishing.current_edition import story_of
from exports.publishing.draft import document_of
from foundation.database.engine import open_engine, unit_of_work
from foundation.jobs.asking import enqueue
from foundation.jobs.doing import run_job
from interviews.models import Interview, InterviewState
from interviews.texts.adding import SpokenTurn, add_interview
from interviews.texts.models import Source
from interviews.texts.sources import interview_by_number, slice_of, source_of, turns_of
from journeys.models import Publication
from studies.accounts.signing_in import make_link
from studies.models import Study
from webapp.application import create_app
from webapp.keys.keeping import keep_keys
from webapp.migration import migrate
from webapp.settings import Settings

COPIES = 9
TIMES = 10
STUDY = "/onderzoeken/demo"
PAGES = {
    "overview": f"{STUDY}/",
    "list of interviews": f"{STUDY}/interviews/",
    "coding screen": f"{STUDY}/coderen/1",
    "who tells what": f"{STUDY}/coderen/thema-overzicht/",
    "topics": f"{STUDY}/coderen/onderwerpen",
    "composer with evidence": f"{STUDY}/klantreizen/joost-en-tess",
    "searching evidence": f"{STUDY}/klantreizen/joost-en-tess?zoek=bellen",
    "measures": f"{STUDY}/maatregelen/",
    "public story": "/verhalen/joost-en-tess",
}

Figures = dict[str, float]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        demo, client = _demonstration(Path(folder))
        small_size, small = _size(demo), _measure(demo, client)
        _multiply(demo)
        large_size, large = _size(demo), _measure(demo, client)
        demo.engine.dispose()
    print(f"{'':28}{small_size:>24}{large_size:>24}{'ratio':>8}")
    for name, value in small.items():
        print(f"{name:28}{value:>22.1f} {_unit(name)}{large[name]:>21.1f} {_unit(name)}{large[name] / value:>8.1f}")


def _demonstration(folder: Path) -> tuple[Demonstration, FlaskClient]:
    settings = Settings(data_dir=folder).prepared()
    engine = open_engine(settings.url)
    migrate(engine)
    keep_keys(engine, settings)
    organisation_id, person_id, study_id = found_study(engine)
    vault = vault_of(engine, organisation_id, study_id)
    demo = Demonstration(engine, organisation_id, person_id, study_id, vault, settings.site, folder / "pdf")
    for stage in STAGES:
        stage.run(demo, lambda done, total: None)
    app = create_app(settings, engine)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    with unit_of_work(engine, across=True) as session:
        link = make_link(session, person_id)
    client.post(f"/aanmelden/link/{link}")
    return demo, client


def _multiply(demo: Demonstration) -> None:
    with demo.at_work() as (session, study):
        interviews = session.exec(select(Interview).where(Interview.study_id == study.id)).all()
        for interview in sorted(interviews, key=lambda one: one.number):
            for _copy in range(COPIES):
                _copy_interview(session, study, interview)


def _copy_interview(session: Session, study: Study, interview: Interview) -> None:
    source = source_of(session, interview)
    turns = [
        SpokenTurn(turn.text, turn.speaker, turn.is_interviewer, turn.seconds) for turn in turns_of(session, source.id)
    ]
    copy = add_interview(session, study, turns, role=interview.role, even_if_known=True)
    copy.state = InterviewState.CODED
    copied = source_of(session, copy)
    for segment in session.exec(select(Segment).where(Segment.source_id == source.id)).all():
        values = segment.model_dump(exclude={"id", "source_id"})
        session.add(Segment(**values, source_id=copied.id))
    session.flush()


def _size(demo: Demonstration) -> str:
    with demo.at_work() as (session, study):
        interviews = session.exec(select(func.count()).select_from(Source).where(Source.study_id == study.id)).one()
        segments = session.exec(select(func.count()).select_from(Segment).where(Segment.study_id == study.id)).one()
    return f"{interviews} talks, {segments} segm."


def _measure(demo: Demonstration, client: FlaskClient) -> Figures:
    found = {name: _median(partial(_page, client, address)) for name, address in PAGES.items()}
    found["adding a segment"] = _adding(demo, client)
    found["PDF of a journey"] = _median(partial(_document, demo))
    for kind in ("topics", "suggestions"):
        found[f"{kind}, as a job"] = _job(demo, kind)
    return found


def _median(work: Callable[[], object]) -> float:
    """Milliseconds."""
    work()
    times = []
    for _turn in range(TIMES):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _page(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def _adding(demo: Demonstration, client: FlaskClient) -> float:
    with demo.at_work() as (session, study):
        code = session.exec(select(Code.id).where(Code.study_id == study.id).order_by(col(Code.id))).first()
        source = source_of(session, interview_by_number(session, study.id, 1))
        starts = range(1000, 1000 + 11 * 40, 40)
        quotes = [(start, start + 30, slice_of(session, source.id, start, start + 30)) for start in starts]
    waiting = iter(quotes)

    def add() -> None:
        start, end, quote = next(waiting)
        body = {"start": start, "end": end, "quote": quote, "code": code}
        answer = client.post(f"{STUDY}/coderen/1/fragmenten", json=body)
        assert answer.status_code in (200, 201), answer.text

    return _median(add)


def _document(demo: Demonstration) -> None:
    with demo.at_work() as (session, _study):
        publication = session.exec(select(Publication).order_by(col(Publication.id).desc())).first()
        assert publication is not None
        document_of(story_of(publication))


def _job(demo: Demonstration, kind: str) -> float:
    """Seconds."""
    with demo.at_work() as (session, study):
        job_id = enqueue(session, kind, study.id).id
    began = time.perf_counter()
    run_job(demo.engine, job_id)
    return time.perf_counter() - began


def _unit(name: str) -> str:
    return "s " if name.endswith("job") else "ms"


if __name__ == "__main__":
    main()
