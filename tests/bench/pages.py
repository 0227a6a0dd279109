"""Q5: a page of fifty seizures with their items, the first one and one far behind."""

import json
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.bench import capture, raw
from tests.bench.bench import Bench
from tests.bench.lines import at_most, ms
from tests.bench.rounds import Contestant, compete
from tests.bench.world import World, days_of

SEIZURES = "/api/v1/seizures/"
PAGE, STRIDE = 50, 500
FAR = 1000  # the number of the page


def ask(bench: Bench) -> None:
    filters = filters_of(bench.world)
    first = address(filters, "", PAGE)
    far, number = reached(bench, filters)
    capture.read(far, bench.key)
    statements = capture.read(far, bench.key)
    last = {} if number == FAR else {"which-is": "the-last-full-one"}
    bench.board.tell("Q5 far", page=str(number), **last, statements=str(len(statements)))
    counted = [each.text for each in statements if capture.COUNTS.search(each.text)]
    bench.board.hold("Q5", "counts-nothing", not counted and b'"count"' not in bench.answer(first).body[:400])
    _compare(bench, {"first": first, "far": far}, filters)


def filters_of(world: World) -> dict[str, str]:
    months = {"from": f"{world.first:%Y-%m}", "to": f"{world.last:%Y-%m}"}
    return {"operation": world.operation, "country": world.country, **months}


def _compare(bench: Bench, paths: dict[str, str], filters: dict[str, str]) -> None:
    contestants = []
    for name, path in paths.items():
        reply = bench.answer(path)
        ours = bench.fresh(path)
        statements = capture.page(capture.read(path, bench.key))
        fastest = [capture.fastest([each], bench.database)[0] for each in statements]
        bare = bench.plan(f"Q5-{name}", fastest, reply.body)
        newest = json.loads(reply.body)["results"][0]["id"]
        mine = raw.page(
            bench.world.agency_id, operations=bench.world.operations, country=bench.world.country_id, newest=newest,
            **dict(zip(("first", "last"), days_of(filters["from"], filters["to"]), strict=True)),
        )  # fmt: skip
        contestants += [
            Contestant(f"ours-{name}", lambda _n, wire=ours: bench.ours.ask(wire)),
            Contestant(f"bare-{name}", lambda _n, wire=bare: bench.bare.ask(wire)),
            Contestant(f"raw-{name}", lambda _n, query=mine: query.rows(bench.database)),
        ]
    _judge(bench, compete(*contestants))


def _judge(bench: Bench, found: dict[str, float]) -> None:
    for name in ("first", "far"):
        ours, bare = found[f"ours-{name}"], found[f"bare-{name}"]
        bench.board.measured[f"Q5-{name}"] = ours
        shown = {"ours": ms(ours), "bare": ms(bare), "raw": ms(found[f"raw-{name}"])}
        bench.board.judge(f"Q5 {name}", at_most(4), ours / bare, "ours/bare", **shown)
    first, far = found["ours-first"], found["ours-far"]
    bench.board.judge("Q5", at_most(1.2), far / first, "far/first", far=ms(far), first=ms(first))


def reached(bench: Bench, filters: dict[str, str]) -> tuple[str, int]:
    """The address and the number of the 1000th page, or of the last full one, found by following links."""
    cursor, behind = "", 0
    for limit in (STRIDE, PAGE):
        while behind + limit <= (FAR - 1) * PAGE:
            found = _linked(bench, filters, cursor, limit)
            # Only what a full page follows is left behind.
            if not found or not _is_full(bench, filters, found):
                break
            cursor, behind = found, behind + limit
    return address(filters, cursor, PAGE), behind // PAGE + 1


def _linked(bench: Bench, filters: dict[str, str], cursor: str, limit: int) -> str:
    """The cursor of the next page; empty where there is none."""
    reply = bench.answer(address({**filters, "fields": "id"}, cursor, limit))
    link = json.loads(reply.body)["next"]
    return parse_qs(urlsplit(link).query)["cursor"][0] if link else ""


def _is_full(bench: Bench, filters: dict[str, str], cursor: str) -> bool:
    reply = bench.answer(address({**filters, "fields": "id"}, cursor, PAGE))
    return len(json.loads(reply.body)["results"]) == PAGE


def address(filters: dict[str, str], cursor: str, limit: int) -> str:
    stated = {**filters, "limit": str(limit), "cursor": cursor}
    return f"{SEIZURES}?{urlencode({name: value for name, value in stated.items() if value})}"
