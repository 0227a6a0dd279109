"""Several real connections at once, each with a thread of its own, so that one may wait for another."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection

from figures.answer.query import answer
from figures.ledger import folding
from figures.ledger.drift import drift
from figures.question.dimensions import NAMES
from figures.question.question import Question
from tests.figures.compared import check_answer
from tests.figures.oracle import Reader
from tests.figures.recorded import recorded
from tests.figures.scene import run

PATIENCE = 30  # seconds


class Session:
    """What is given to it happens in its own connection, in order."""

    def __init__(self) -> None:
        self.thread = ThreadPoolExecutor(max_workers=1)
        self.pid = self.do("SELECT pg_backend_pid()")[0][0]

    def call(self, function: Callable[..., Any], *arguments: object) -> "Future[Any]":
        return self.thread.submit(function, *arguments)

    def start(self, statement: str, *parameters: object) -> "Future[Any]":
        """Begins a statement that will have to wait, and comes back when it does."""
        begun = self.call(run, statement, *parameters)
        deadline = time.monotonic() + PATIENCE
        while not begun.done() and not self.waits():
            assert time.monotonic() < deadline
            time.sleep(0.005)
        return begun

    def waits(self) -> bool:
        found = run("SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s", self.pid)
        return bool(found and found[0][0])

    def do(self, statement: str, *parameters: object) -> Any:
        return self.call(run, statement, *parameters).result(PATIENCE)

    def close(self) -> None:
        self.call(_disconnect).result(PATIENCE)
        self.thread.shutdown()


@contextmanager
def sessions(number: int) -> Iterator[list[Session]]:
    opened = [Session() for _ in range(number)]
    try:
        yield opened
    finally:
        for session in opened:
            session.close()


def _disconnect() -> None:
    connection.close()


class Nobody:
    """A reader of no agency."""

    role = agency_id = user_id = None

    def allows(self, scope):
        return False


def check_ledger() -> None:
    """The ledger is in step with the records, and answers with what they add up to: as it is, and folded."""
    assert not drift()
    world, wide = recorded(), Question(by=(*NAMES, "month"))
    for question in (Question(), wide, Question(status="unverified"), Question(by=("operation",))):
        check_answer(answer(question, Nobody()), world, question, Reader(""))
    folding.fold_all()
    assert not drift()
    for question in (Question(), Question(by=("operation",)), Question(by=("agency", "year"))):
        check_answer(answer(question, Nobody()), world, question, Reader(""))
