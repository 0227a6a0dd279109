"""What `make bench` prints of what it measured."""

import pytest

from tests.bench.__main__ import compare, sizes
from tests.bench.linear import rates
from tests.bench.lines import Board, at_least, at_most, number


@pytest.mark.parametrize(
    ("ratio", "line"),
    [
        (2.7, "bench Q1 ours=1.20ms bare=0.44ms raw=202ms ours/bare=2.70 goal<=3 ok"),
        (3.01, "bench Q1 ours=1.20ms bare=0.44ms raw=202ms ours/bare=3.01 goal<=3 short"),
        # What reads as the goal is the goal.
        (3.004, "bench Q1 ours=1.20ms bare=0.44ms raw=202ms ours/bare=3.00 goal<=3 ok"),
    ],
)
def test_a_line_tells_what_was_measured_and_whether_it_is_good_enough(capsys, ratio, line):
    shown = {"ours": "1.20ms", "bare": "0.44ms", "raw": "202ms"}

    Board().judge("Q1", at_most(3), ratio, "ours/bare", **shown)

    assert capsys.readouterr().out == f"{line}\n"


@pytest.mark.parametrize(("rate", "verdict"), [(50_001, "ok"), (49_999, "short")])
def test_of_a_rate_more_is_better(capsys, rate, verdict):
    Board().judge("fold", at_least(50_000), rate, "postings/s")

    assert capsys.readouterr().out == f"bench fold postings/s={rate} goal>=50000 {verdict}\n"


def test_few_records_say_nothing_about_reading_all_of_them(capsys):
    board = Board()

    board.judge("Q1", at_least(60), 5, "raw/ours", judged=False)

    assert capsys.readouterr().out == "bench Q1 raw/ours=5.00 goal>=60 skipped (judged at 1000000 seizures)\n"
    assert board.verdicts == {"skipped": 1}


def test_a_question_that_fails_does_not_keep_the_others_from_being_asked(capsys):
    board = Board()

    board.attempt("Q1", lambda: 1 / 0)
    board.hold("Q2", "equals-the-records", True)

    assert capsys.readouterr().out.splitlines() == [
        "bench Q1 failed: ZeroDivisionError: division by zero",
        "bench Q2 equals-the-records ok",
    ]
    assert board.summary() == "bench summary: 1 ok, 0 short, 0 skipped, 1 failed"


@pytest.mark.parametrize(
    ("large", "line"),
    [
        (
            {"reconcile": 550_000},
            "bench reconcile growth at100000=600000/s at1000000=550000/s growth=1.09 goal<=1.3 ok",
        ),
        ({}, "bench reconcile growth skipped: it was not measured at both sizes"),
    ],
)
def test_rates_are_compared_between_the_smallest_size_and_the_largest(capsys, large, line):
    small = Board(measured={"reconcile": 600_000})

    rates(Board(), {1_000_000: Board(measured=large), 100_000: small})

    assert capsys.readouterr().out == f"{line}\n"


def test_one_size_has_nothing_to_grow_from(capsys, tmp_path):
    compare({100_000: Board()}, tmp_path, Board())

    expected = "bench growth skipped: it takes two sizes, as in BENCH_ROWS='100000 1000000'\n"
    assert capsys.readouterr().out == expected


def test_what_one_process_measured_is_read_by_another(tmp_path):
    board = Board(measured={"Q1": 0.001})
    board.hold("Q1", "equals-the-records", True)

    board.save(tmp_path / "result.json")

    assert Board.load(tmp_path / "result.json") == board
    assert Board.load(tmp_path / "nothing.json") == Board()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", [100_000, 1_000_000]), ("100000", [100_000]), ("200000, 100000 100000", [100_000, 200_000])],
)
def test_the_sizes_are_numbers_of_seizures(text, expected):
    assert sizes(text) == expected


@pytest.mark.parametrize("text", ["many", "1e6", "10", "100000000"])
def test_other_sizes_are_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"give numbers from 1000 to 10000000, such as '100000 1000000'\."):
        sizes(text)


@pytest.mark.parametrize(
    ("value", "text"), [(0.444, "0.44"), (2.7, "2.70"), (12.34, "12.3"), (202.4, "202"), (50_123.4, "50123")]
)
def test_numbers_have_the_digits_that_matter(value, text):
    assert number(value) == text
