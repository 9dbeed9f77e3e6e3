"""Suggestions and topics in a study of very many answers. `python -m bench.many_answers [ANSWERS] [identical]`

Made-up answers of thirty words (with `identical`: one answer, again and again), 200 to an interview; in the first
fifth of the interviews every answer has one of ten codes. Suggestions are asked for when no vector is kept yet, and
again; then topics. Each is done in a process of its own, as by a worker that has just started, so that its memory is
its own; making the study is not timed.
"""

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

from sqlmodel import Session

import coding.suggestions.jobs
import coding.suggestions.topics.jobs  # noqa: F401  declares the jobs
from bench.topics import segments
from coding.codebook.changing import add_code
from coding.models import Segment
from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.topics.jobs import TOPICS
from demo.build import found_study
from foundation.database.engine import open_engine, unit_of_work
from foundation.jobs.asking import enqueue
from foundation.jobs.doing import run_job
from foundation.jobs.models import Job
from interviews.models import Interview, InterviewState
from interviews.texts.adding import SpokenTurn, add_interview
from interviews.texts.models import Source
from interviews.texts.sources import source_of, turns_of
from studies.models import Study
from webapp.keys.keeping import keep_keys
from webapp.migration import migrate
from webapp.settings import Settings

ANSWERS, PER_INTERVIEW, CODED_IN, CODES = 10_000, 200, 5, 10
LIMITS = {10_000: (35, 12, 1_200), 50_000: (150, 40, 1_600)}
"""By number of answers: seconds at first, seconds with kept vectors, megabytes."""
ASKED = "Kun je vertellen hoe dat ging?"
SAME = "De consulent belde mij niet terug en ik moest maanden wachten op de hulp."


def main(answers: int, *, identical: bool) -> None:
    texts = [SAME] * answers if identical else segments(answers, random.Random(7))  # noqa: S311  (made-up material)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder)).prepared()
        study = _study(settings, texts)
        print(f"{answers} answers in {answers // PER_INTERVIEW} interviews")
        first, again, megabytes = LIMITS.get(answers, (None, None, None))
        for name, kind, limit in (("first", SUGGESTIONS, first), ("again", SUGGESTIONS, again), ("", TOPICS, None)):
            print(f"{kind:12}{name:6} {_told(_in_a_process(settings, study, kind), limit, megabytes)}", flush=True)


def _told(done: tuple[float, float, float, str], seconds: int | None, megabytes: int | None) -> str:
    wall, processor, memory, message = done
    limits = f" (limits {seconds} s, {megabytes} MB)" if seconds else ""
    return f"{wall:6.1f} s, of the processor {processor:6.1f} s, {memory:.0f} MB{limits}: {message}"


def _study(settings: Settings, texts: list[str]) -> tuple[int, int, int]:
    """(organisation, researcher, study)"""
    engine = open_engine(settings.url)
    migrate(engine)
    keep_keys(engine, settings)
    organisation_id, person_id, study_id = found_study(engine)
    with unit_of_work(engine, organisation_id, person_id) as session:
        codes = [add_code(session, study_id, f"Code {number}").id for number in range(CODES)]
    for number, start in enumerate(range(0, len(texts), PER_INTERVIEW)):
        with unit_of_work(engine, organisation_id, person_id) as session:
            source = _told_in(session, session.get_one(Study, study_id), texts[start : start + PER_INTERVIEW])
            if number % CODED_IN == 0:
                session.get_one(Interview, source.interview_id).state = InterviewState.CODED
                _code_all(session, source, codes, person_id)
    engine.dispose()
    return organisation_id, person_id, study_id


def _told_in(session: Session, study: Study, answers: list[str]) -> Source:
    turns = [
        turn for one in answers for turn in (SpokenTurn(ASKED, "Interviewer", is_interviewer=True), SpokenTurn(one))
    ]
    interview = add_interview(session, study, turns, even_if_known=True)
    interview.state = InterviewState.CODING
    return source_of(session, interview)


def _code_all(session: Session, source: Source, codes: list[int], coder_id: int) -> None:
    spoken = [turn for turn in turns_of(session, source.id) if not turn.is_interviewer]
    for turn, code_id in zip(spoken, cycle(codes)):
        stretch = {"source_id": source.id, "start": turn.start, "end": turn.end, "quotation": turn.text}
        session.add(Segment(study_id=source.study_id, code_id=code_id, coder_id=coder_id, **stretch))


def _in_a_process(settings: Settings, study: tuple[int, int, int], kind: str) -> tuple[float, float, float, str]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_done, (settings, study, kind))


def _done(settings: Settings, study: tuple[int, int, int], kind: str) -> tuple[float, float, float, str]:
    engine = open_engine(settings.url)
    keep_keys(engine, settings)
    with unit_of_work(engine, *study[:2]) as session:
        job_id = enqueue(session, kind, study[2]).id
    began, spent = time.perf_counter(), time.process_time()
    run_job(engine, job_id)
    wall, processor = time.perf_counter() - began, time.process_time() - spent
    with unit_of_work(engine, *study[:2]) as session:
        message = session.get_one(Job, job_id).message
    return wall, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, message


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(next((one for one in given if one.isdigit()), ANSWERS)), identical="identical" in given)
