"""The validators are there, or the machine says how to get them."""

import pytest

from tests.exports.conftest import require_validators


def test_a_missing_part_skips_with_the_way_to_get_it() -> None:
    with pytest.raises(pytest.skip.Exception, match="apt-get install libjaxb-java qpdf"):
        require_validators(["libjaxb-java", "qpdf"], in_ci=False)


def test_a_missing_part_is_a_failure_in_ci() -> None:
    with pytest.raises(pytest.fail.Exception, match="libjaxb-java"):
        require_validators(["libjaxb-java"], in_ci=True)


def test_nothing_missing_goes_on() -> None:
    require_validators([], in_ci=True)
