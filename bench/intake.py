"""How long it takes to look at a list of people to ask, and to have them wait: `python -m bench.intake 50000`."""

import sys
import tempfile
import time
from pathlib import Path

from sqlmodel import Session, func, select

import webapp.tables  # noqa: F401  every table
from feedback.founding import NewMeasurement, add_measurement
from feedback.intake.fates import counted_fates
from feedback.intake.files import keep_file
from feedback.intake.models import IntakeLine
from feedback.intake.sources import add_source
from feedback.intake.table import read_table
from feedback.intake.taking_in import Vaults, begin, look_over, parts_of, take_in_part
from feedback.measurements.agreement import TERMS, agree, keep_terms
from feedback.people.models import OpinionInvitation
from foundation.clock import today
from foundation.database.engine import open_engine, unit_of_work
from foundation.secrets.keys import make_key, seal_with
from studies.accounts.persons import add_organisation
from webapp.migration import migrate


def made_up(lines: int) -> bytes:
    """Nobody, a line each, and a column that may not be here."""
    day = f"{today():%d-%m-%Y}"
    rows = (
        f"{one};{day};{_word(one // 700)} {_word(one % 700)};n{one}@voorbeeld.nl;"
        f"{1 + one % 28}-{1 + one % 12}-19{40 + one % 50};{1000 + one % 9000} AB;x;{one}"
        for one in range(lines)
    )
    return "\n".join(("clientnr;einddatum;naam;email;gebdat;pc;opmerking;bsn", *rows)).encode()


def _word(number: int) -> str:
    """Letters alone: 'kabege' for 624."""
    return "".join("kbgdfhlmnp"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:03d}").capitalize()


def main() -> None:
    """Print seconds a step."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        migrate(engine)
        key = Path(folder) / "key"
        make_key(key)
        seal_with(engine, key)
        content, started, used = made_up(lines), time.perf_counter(), time.process_time()

        def told(what: str) -> None:
            nonlocal started, used
            wall, processor = time.perf_counter() - started, time.process_time() - used
            print(f"{what:<42}{wall:6.1f} s, of which {processor:.1f} s at work", flush=True)
            started, used = time.perf_counter(), time.process_time()

        with unit_of_work(engine, across=True) as session:
            organisation = add_organisation(session, "Lindermeer", "lindermeer").id
        with unit_of_work(engine, organisation) as session:
            table = read_table(content)
            told("read, and wiped what may not be here")
            measurement = add_measurement(session, NewMeasurement("Hulp", "Iedereen", "de hulp"))
            keep_terms(session, measurement, dict.fromkeys(TERMS, "Zo."))
            agree(session, measurement)
            source = add_source(session, measurement, {"name": "Jeugd", "kind": "closed", "months_after": "0"})
            vaults = Vaults.of(session)
            file = keep_file(session, vaults.files, source, table)
            told("kept, sealed")
            found = look_over(session, vaults, source, file, table)
            told(f"looked over {counted_fates(found)}")
            begin(session, source, file)
            invitations: dict[int, int] = {}
            for part in parts_of(found):
                take_in_part(session, vaults.invitees, source, file, part, invitations)
            told("taken in")
        with unit_of_work(engine, organisation) as session:
            print(_count(session, OpinionInvitation), "invitations", _count(session, IntakeLine), "lines")
            look_over(session, Vaults.of(session), source, file, table)
            told("the same file looked over again")


def _count(session: Session, table: type) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


if __name__ == "__main__":
    main()
