"""Numbers that say nothing of how many others there are."""

from itertools import pairwise

import pytest

from common.opaque import decode_number, encode_number


@pytest.mark.parametrize("number", [0, 1, 812, 2**31, 2**32, 2**63 - 1])
def test_a_number_is_read_as_it_was_written(number):
    assert decode_number(encode_number(number)) == number


def test_numbers_that_follow_each_other_do_not_look_it():
    found = [int(encode_number(number), 16) for number in range(100)]

    assert len(set(found)) == 100
    assert min(abs(one - other) for one, other in pairwise(found)) > 2**32


def test_another_installation_writes_others(settings):
    here = encode_number(812)
    settings.SECRET_KEY = "another"

    assert encode_number(812) != here


@pytest.mark.parametrize(
    "text", ["", "812", "g" * 16, "0" * 17, "F" * 16, encode_number(1).upper(), encode_number(2**63)]
)
def test_what_was_made_up_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        decode_number(text)
