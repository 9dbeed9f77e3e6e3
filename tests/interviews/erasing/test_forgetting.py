"""Names that were read stay in no memory longer than the request, or the job, that needed them."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.factories import make_interview
from webapp.settings import Settings

ROOT = Path(__file__).parents[3]
NAMES = ("qasimyan", "zwartendijck")
TRANSCRIPT = """\
Gesprek met Wilma Qasimyan, moeder
Interviewer: Kunt u vertellen hoe het ging?
Moeder: Ik ben Wilma Qasimyan. Mijn zoon Daan Qasimyan wachtte lang. Qasimyans juf heet mevrouw Zwartendijck.
Interviewer: En wat deed mevrouw Zwartendijck toen?
Moeder: Zwartendijck belde het loket, en dat was heel fijn voor Qasimyan en voor mij.
"""

# In a process of its own, because pytest remembers what tests write. What lives is what the collector reaches: strings
# in dictionaries, lists, caches and closures of every library. Frames are left out: the one that looks holds names too.
HOLDERS = """
import gc, types

def holders(names):
    gc.collect()
    for thing in gc.get_objects():
        if isinstance(thing, types.FrameType) or thing is names:
            continue
        for held in gc.get_referents(thing):
            if isinstance(held, (str, bytes)):
                text = held if isinstance(held, str) else held.decode("utf-8", "ignore")
                if any(name in text.lower() for name in names):
                    yield f"{type(thing).__qualname__} holds {text[:60]!r}"

def tell(file):
    print("\\n".join(sorted(set(holders(file.read_text().split())))))
"""

IN_THE_WEB_PROCESS = """
import pathlib, sys
from foundation.database.engine import open_engine
from tests.interviews.deidentification import names_pass
from webapp.application import create_app
from webapp.settings import Settings

def pass_over_names(folder):
    settings = Settings()
    engine = open_engine(settings.url)
    app = create_app(settings, engine)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    client = app.test_client()
    client.post("/aanmelden", data={"email": "w@voorbeeld.nl", "password": "een lange geheime zin"})
    file = (folder / "name.txt").read_text().strip(), (folder / "transcript.txt").read_bytes()
    names = names_pass.take_in(client, names_pass.bring_in(client, *file))
    assert names_pass.replace_all(client, engine, names)
    names_pass.release(client, names)
    return app

folder = pathlib.Path(sys.argv[1])
app = pass_over_names(folder)
tell(folder / "names.txt")
"""

IN_THE_WORKER = """
import pathlib, sys
from foundation.database.engine import open_engine, unit_of_work
from foundation.jobs.asking import enqueue
from foundation.jobs.models import Job
from foundation.secrets.keys import seal_with
from webapp.settings import NAMES, Settings
from webapp.work.worker import work_off

def work(engine, kind):
    with unit_of_work(engine, 1) as session:
        enqueue(session, kind, 1)
    assert work_off(engine) == 1
    with unit_of_work(engine, 1) as session:
        assert session.query(Job).one().state == "done", session.query(Job).one().message

engine = open_engine(Settings().url)
seal_with(engine, Settings().key_file(NAMES))
work(engine, "topics")
tell(pathlib.Path(sys.argv[1]) / "names.txt")
"""


def _live_names(settings: Settings, folder: Path, script: str) -> list[str]:
    """What still holds a name in a process that ran `script` and is still there."""
    (folder / "names.txt").write_text("\n".join(NAMES), "utf-8")
    environment = {**os.environ, "VERHAALLIJN_DATA_DIR": str(settings.data_dir), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", HOLDERS + script, str(folder)], env=environment, capture_output=True, text=True, cwd=ROOT
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split("\n")[:-1] if ran.stdout.strip() else []


def test_no_name_outlives_its_requests_in_the_web_process(
    settings: Settings, engine: Engine, organisation: Organisation, study: Study, tmp_path: Path
) -> None:
    with unit_of_work(engine, across=True) as session:
        add_person(session, organisation, "w@voorbeeld.nl", "W", Role.RESEARCHER, "een lange geheime zin")
    (tmp_path / "transcript.txt").write_text(TRANSCRIPT, "utf-8")
    (tmp_path / "name.txt").write_text("gesprek Wilma Qasimyan.txt", "utf-8")
    assert _live_names(settings, tmp_path, IN_THE_WEB_PROCESS) == []


def test_no_word_of_a_conversation_outlives_its_job_in_the_worker(
    settings: Settings, session: Session, study: Study, tmp_path: Path
) -> None:
    told = [
        f"Wij wachtten {number} weken op hulp, toen belde het loket over {NAMES[number % 2]} en over school, heel fijn."
        for number in range(40)
    ]
    make_interview(session, study, [("Ouder", text, False) for text in told])
    session.commit()
    assert _live_names(settings, tmp_path, IN_THE_WORKER) == []
