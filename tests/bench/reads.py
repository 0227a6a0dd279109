"""Q1 to Q4: figures, from the database, from the cache, and not sent again at all."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.bench import capture, raw
from tests.bench.bench import Bench
from tests.bench.lines import at_least, at_most, ms
from tests.bench.raw import Raw
from tests.bench.rounds import Contestant, compete
from tests.bench.wire import Broken
from tests.bench.world import days_of

FIGURES = "/api/v1/figures/"
Sums = dict[tuple[str | None, ...], tuple[Decimal, int]]


@dataclass(frozen=True)
class Question:
    name: str
    paths: list[str]
    raws: list[Raw]
    # The names of what the rows of `raws` begin with: value and facts follow.
    cells: tuple[str, ...]
    bare: float
    raw: float
    repeated: float | None = None


def questions(bench: Bench) -> list[Callable[[], Question]]:
    return [lambda: q1(bench), lambda: q2(bench), lambda: q3(bench), lambda: q4(bench)]


CELLS = ("measure", "stage", "time", "country", "unit")


def q1(bench: Bench) -> Question:
    """One operation's totals by measure and stage."""
    world = bench.world
    path = f"{FIGURES}?by=measure&operation={world.operation}"
    answer = raw.figures(world.agency_id, operations=world.operations)
    return Question("Q1", [path], [answer], CELLS, bare=3, raw=60, repeated=3)


def q2(bench: Bench) -> Question:
    """All measures by year."""
    answer = raw.figures(bench.world.agency_id, time="year")
    return Question("Q2", [f"{FIGURES}?by=year"], [answer], CELLS, bare=3, raw=200, repeated=3)


def q3(bench: Bench) -> Question:
    """One measure by country and month, all years: what was seized of it, in kilograms."""
    answer = raw.figures(
        bench.world.agency_id,
        time="month",
        by_country=True,
        measure="NARC.COCAINE",
        stage="seized",
        unit="KGM",
    )
    path = f"{FIGURES}?by=country,month&measure=NARC.COCAINE&stage=seized&unit=KGM"
    return Question("Q3", [path], [answer], CELLS, bare=2.5, raw=4)


def q4(bench: Bench) -> Question:
    """The twenty operations with the most cash in a period."""
    periods = bench.world.periods()
    asked = "by=operation&measure=CASH&stage=seized&unit=USD"
    paths = [f"{FIGURES}?{asked}&from={first}&to={last}&top=20" for first, last in periods]
    raws = [raw.top(bench.world.agency_id, "CASH", *days_of(*period)) for period in periods]
    return Question("Q4", paths, raws, ("operation",), bare=3, raw=25)


def ask(bench: Bench, question: Question) -> None:
    replies = [bench.answer(path) for path in question.paths]
    agree(bench, question, [reply.body for reply in replies])
    requests = [bench.fresh(path) for path in question.paths]
    bares = bare(bench, question, [reply.body for reply in replies])
    found = compete(
        Contestant("ours", lambda number: bench.ours.ask(requests[number % len(requests)])),
        Contestant("bare", lambda number: bench.bare.ask(bares[number % len(bares)])),
        Contestant("raw", lambda number: question.raws[number % len(requests)].rows(bench.database)),
    )
    bench.board.measured[question.name] = found["ours"]
    shown = {name: ms(seconds) for name, seconds in found.items()}
    board, ours = bench.board, found["ours"]
    board.judge(question.name, at_most(question.bare), ours / found["bare"], "ours/bare", **shown)
    board.judge(
        question.name, at_least(question.raw), found["raw"] / ours, "raw/ours", judged=bench.judged, **shown
    )


def bare(bench: Bench, question: Question, bodies: list[bytes]) -> list[bytes]:
    """Requests for the bare answers: the same SQL, and the same bytes."""
    # What only the first request of a process asks is no part of the others.
    capture.read(question.paths[0], bench.key)
    captured = [capture.read(path, bench.key) for path in question.paths]
    about = {
        "cells": len(json.loads(bodies[0])["figures"]),
        "bytes": len(bodies[0]),
        "statements": len(captured[0]),
    }
    bench.board.tell(f"{question.name} answer", **{name: str(count) for name, count in about.items()})
    statements = capture.fastest(capture.balances(captured, bench.database), bench.database)
    return [
        bench.plan(f"{question.name}-{number}", [statement], body)
        for number, (statement, body) in enumerate(zip(statements, bodies, strict=True))
    ]


def repeat(bench: Bench, question: Question) -> None:
    """The same question again: its body, or only that nothing has changed."""
    asked = bench.get(question.paths[0])
    reply = bench.ours.ask(asked)
    kept = bench.keep(question.name, reply.body)
    unchanged = bench.get(question.paths[0], **{"If-None-Match": reply.header("ETag")})
    _repeated(bench, question, "repeated", lambda _number: bench.ours.ask(asked), kept)
    try:
        bench.ours.ask(unchanged, expected=304)
    except Broken:
        bench.board.hold(f"{question.name} repeated-304", "says-that-nothing-changed", False)
        return
    _repeated(bench, question, "repeated-304", lambda _number: bench.ours.ask(unchanged, expected=304), kept)


def _repeated(
    bench: Bench, question: Question, name: str, ask_ours: Callable[[int], object], kept: bytes
) -> None:
    found = compete(Contestant("ours", ask_ours), Contestant("redis", lambda _number: bench.plain.ask(kept)))
    shown = {name: ms(seconds) for name, seconds in found.items()}
    ratio = found["ours"] / found["redis"]
    bench.board.judge(
        f"{question.name} {name}", at_most(question.repeated or 0), ratio, "ours/redis", **shown
    )


def agree(bench: Bench, question: Question, bodies: list[bytes]) -> None:
    """Whether the records add up to what was answered."""
    wrong = ""
    for answer, body in zip(question.raws, bodies, strict=True):
        wrong = wrong or difference(theirs(question, answer.rows(bench.database)), answered(question, body))
    bench.board.hold(question.name, "equals-the-records", not wrong, wrong)


def theirs(question: Question, rows: list[tuple[Any, ...]]) -> Sums:
    return {tuple(map(_text, row[:-2])): (row[-2] or Decimal(0), row[-1]) for row in rows}


def answered(question: Question, body: bytes) -> Sums:
    sums: Sums = {}
    for figure in json.loads(body)["figures"]:
        time = figure.get("month") or figure.get("year")
        cell = tuple((figure | {"time": time}).get(name) for name in question.cells)
        value, records = sums.get(cell, (Decimal(0), 0))
        sums[cell] = value + Decimal(figure["value"] or 0), records + figure["facts"]
    return sums


def difference(raw_sums: Sums, our_sums: Sums) -> str:
    cells = [cell for cell in {**raw_sums, **our_sums} if raw_sums.get(cell) != our_sums.get(cell)]
    if not cells:
        return ""
    cell = cells[0]
    return (
        f"ours DIFFERS from the records in {len(cells)} of {len(raw_sums)} cells, such as {cell}: "
        f"ours {our_sums.get(cell)}, records {raw_sums.get(cell)}"
    )


def _text(code: Any) -> str | None:
    """As the API writes it: years and months as text, a month without its day."""
    return None if code is None else str(code)[:7] if hasattr(code, "isoformat") else str(code)
