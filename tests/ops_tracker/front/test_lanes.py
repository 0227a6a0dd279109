"""Who waits for a thread, and in which order."""

import asyncio

import pytest

from ops_tracker.front.lanes import Full, Lane


def entered(lane: Lane, *clients: str) -> list[str]:
    """The order in which the clients get into the lane, each as the one before it leaves."""
    order: list[str] = []

    async def one(client: str) -> None:
        await lane.enter(client)
        order.append(client)
        await asyncio.sleep(0)
        lane.leave()

    async def all_of_them() -> None:
        await asyncio.gather(*(one(client) for client in clients))

    asyncio.run(all_of_them())
    return order


def test_clients_take_turns():
    assert entered(Lane(1, 100, 100), *"aaaabbc") == [*"aabcaba"]


def test_who_is_cancelled_holds_up_nobody():
    lane = Lane(1, 100, 100)

    async def scene() -> None:
        await lane.enter("a")
        waiting = [asyncio.create_task(lane.enter(client)) for client in "bcd"]
        await asyncio.sleep(0)
        waiting[0].cancel()
        lane.leave()
        waiting[1].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert not waiting[2].cancelled()
        lane.leave()

    asyncio.run(asyncio.wait_for(scene(), 5))
    assert entered(lane, "e", "f") == ["e", "f"]


@pytest.mark.parametrize("clients", ["aaa", "abcd"], ids=["one client's", "all"])
def test_no_more_wait_than_may(clients):
    async def scene() -> list[object]:
        lane = Lane(1, queue=2, each=1)
        attempts = [asyncio.create_task(lane.enter(client)) for client in clients]
        await asyncio.sleep(0)
        lane.leave()
        await asyncio.sleep(0)
        lane.leave()
        return await asyncio.gather(*attempts, return_exceptions=True)

    assert [type(outcome) for outcome in asyncio.run(scene())].count(Full) == 1
