"""What stands in an address."""

from foundation.slugs import slug_of


def test_the_address_is_made_from_the_title() -> None:
    assert slug_of("Jeugdhulp in Súdwest-Fryslân (2026)") == "jeugdhulp-in-sudwest-fryslan-2026"
    assert slug_of("！") == "onderzoek"
