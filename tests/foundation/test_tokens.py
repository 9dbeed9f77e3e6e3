"""Tokens, names and digests."""

from foundation.secrets.sealing import keyed_digest
from foundation.secrets.tokens import digest_of, new_name, new_token


def test_no_two_are_alike() -> None:
    made = [make() for make in (new_token, new_name) for _time in range(50)]
    assert len(set(made)) == len(made)


def test_the_digest_of_what_was_handed_out_long_ago_is_still_the_same() -> None:
    assert digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-4
    # RFC 4231, test case 2
    assert keyed_digest(b"Jefe", "what do ya want for nothing?") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
