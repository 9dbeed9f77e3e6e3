"""Files that a passphrase opens: what another program of the format makes opens here, and the other way round."""

from io import BytesIO

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.secrets.age import CHUNK, NoSealedFile, PassphraseWrong, SealedFileDamaged, SealedReader, SealedWriter

PASSPHRASE = "één wachtzin die niemand raadt"
QUICK = 4
"""Of scrypt's work: what is guarded by it here is nothing."""
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5)


def _sealed(content: bytes, at_once: int = 7777) -> bytes:
    made = BytesIO()
    writer = SealedWriter(made, PASSPHRASE, QUICK)
    for begin in range(0, len(content), at_once):
        writer.write(content[begin : begin + at_once])
    writer.finish()
    return made.getvalue()


def _opened(sealed: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return SealedReader(BytesIO(sealed), passphrase).readall()


@pytest.mark.parametrize("size", SIZES)
def test_another_program_opens_what_is_sealed_here(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)

    assert pyrage.passphrase.decrypt(_sealed(content[:size]), PASSPHRASE) == content[:size]


def test_what_another_program_sealed_opens_here() -> None:
    content = b"woorden " * CHUNK

    assert _opened(pyrage.passphrase.encrypt(content, PASSPHRASE)) == content


@settings(deadline=None)
@given(st.integers(0, 3 * CHUNK), st.integers(1000, 2 * CHUNK))
def test_what_comes_out_is_what_went_in_however_it_was_written(size: int, at_once: int) -> None:
    content = (b"%d|" % size) * (size // 2 + 1)

    assert _opened(_sealed(content[:size], at_once)) == content[:size]


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(PassphraseWrong, match="past niet bij dit bestand"):
        _opened(_sealed(b"geheim"), PASSPHRASE + "!")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"age-encryption.org/v1\n-> X25519 abc\n"])
def test_what_was_not_sealed_with_a_passphrase_is_told_as_that(content: bytes) -> None:
    with pytest.raises(NoSealedFile, match="geen bestand dat met een wachtzin"):
        _opened(content)


def test_a_file_that_asks_for_all_memory_is_refused() -> None:
    with pytest.raises(NoSealedFile):
        _opened(_sealed(b"geheim").replace(b" 4\n", b" 40\n"))


CUT, CHANGED, EXCHANGED, LONGER = "cut", "changed", "exchanged", "longer"


@pytest.mark.parametrize("how", [CUT, CHANGED, EXCHANGED, LONGER])
def test_nothing_can_be_left_out_changed_moved_or_added(how: str) -> None:
    content = bytes(range(256)) * (3 * CHUNK // 256)
    sealed = _sealed(content)
    begin, one = len(sealed) - 3 * (CHUNK + 16), CHUNK + 16
    damaged = {
        CUT: sealed[:-one],
        CHANGED: sealed[: begin + 100] + bytes([sealed[begin + 100] ^ 1]) + sealed[begin + 101 :],
        EXCHANGED: sealed[:begin] + sealed[begin + one : begin + 2 * one] + sealed[begin : begin + one] + sealed[-one:],
        LONGER: sealed + sealed[-one:],
    }

    with pytest.raises(SealedFileDamaged, match="niet heel"):
        _opened(damaged[how])


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.6, 0.999])
def test_a_file_cut_at_any_place_is_refused(kept: float) -> None:
    sealed = _sealed(b"x" * 2 * CHUNK)

    with pytest.raises((NoSealedFile, SealedFileDamaged)):
        _opened(sealed[: int(len(sealed) * kept)])


def test_a_header_that_was_changed_is_refused() -> None:
    sealed = _sealed(b"geheim")
    mac = sealed.index(b"--- ") + 4
    other = b"A" if sealed[mac : mac + 1] != b"A" else b"B"

    with pytest.raises(SealedFileDamaged):
        _opened(sealed[:mac] + other + sealed[mac + 1 :])
