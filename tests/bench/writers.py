"""Q6 again, by many at once: whether they hold each other up."""

import os
import statistics
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, closing

import psycopg

from tests.bench import bare
from tests.bench.bench import Bench
from tests.bench.lines import at_least, number
from tests.bench.pages import SEIZURES
from tests.bench.plan import load
from tests.bench.wire import Connection
from tests.bench.writes import draft

FEW, MANY = 8, 32
SECONDS = 4.0
TURNS = 3  # of each, one after the other


def ask(bench: Bench) -> None:
    """Through the server, as clients write; and straight into PostgreSQL, where nothing but its locks is in the way."""
    through = _compared(lambda writers: _through_the_server(bench, writers))
    shown = {f"{writers}writers": f"{number(rate)}/s" for writers, rate in through.items()}
    ratio = through[MANY] / through[FEW]
    bench.board.judge("Q6 writers", at_least(0.8), ratio, f"{MANY}/{FEW}", **shown)
    straight = _compared(lambda writers: _straight(bench, writers))
    shown = {f"{writers}writers": f"{number(rate)}/s" for writers, rate in straight.items()}
    ratio = straight[MANY] / straight[FEW]
    bench.board.judge("Q6 writers-in-postgresql", at_least(0.8), ratio, f"{MANY}/{FEW}", **shown)


def _compared(rate: Callable[[int], float]) -> dict[int, float]:
    rates: dict[int, list[float]] = {FEW: [], MANY: []}
    for _ in range(TURNS):
        for writers, found in rates.items():
            found.append(rate(writers))
    return {writers: statistics.median(found) for writers, found in rates.items()}


def _through_the_server(bench: Bench, writers: int) -> float:
    wire = bench.post(SEIZURES, draft(bench))
    with ExitStack() as stack:
        clients = [stack.enter_context(closing(Connection(bench.servers.ours))) for _ in range(writers)]
        return throughput([lambda client=each: client.ask(wire, expected=201) for each in clients])


def _straight(bench: Bench, writers: int) -> float:
    plan = load(bench.plans, "Q6")
    with ExitStack() as stack:
        address = os.environ["DATABASE_URL"]
        found = [stack.enter_context(psycopg.connect(address, autocommit=True)) for _ in range(writers)]
        return throughput([lambda connection=each: bare.run(plan, connection) for each in found])


def throughput(tasks: list[Callable[[], object]]) -> float:
    """How many are done a second, by as many threads, each with its own. Raises what went wrong in one of them."""
    done, wrong = [0] * len(tasks), []
    until = time.perf_counter() + SECONDS

    def repeat(place: int) -> None:
        try:
            while time.perf_counter() < until:
                tasks[place]()
                done[place] += 1
        except Exception as error:  # noqa: BLE001 - raised again below, in the thread that is listened to
            wrong.append(error)

    threads = [threading.Thread(target=repeat, args=[place], daemon=True) for place in range(len(tasks))]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return sum(done) / (time.perf_counter() - began)
