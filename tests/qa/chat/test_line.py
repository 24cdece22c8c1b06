"""The line before the archive: first come, first served, bounded, and never stuck behind someone who left."""

import asyncio
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chat.line import Line, LineFullError


async def settle():
    """Let everything run that can."""
    for _ in range(10):
        await asyncio.sleep(0)


class Guests:
    """People in a line who stay until they are told to leave; `served` is the order in which they got their turn."""

    def __init__(self, line):
        self.line = line
        self.served = []
        self.inside = {}

    async def _guest(self, name, leave):
        async with self.line.place() as place:
            await place.called()
            self.served.append(name)
            await leave.wait()

    def arrive(self, name):
        leave = asyncio.Event()
        self.inside[name] = (asyncio.create_task(self._guest(name, leave)), leave)

    async def finish(self, name):
        task, leave = self.inside.pop(name)
        leave.set()
        await task

    async def give_up(self, name):
        task, _ = self.inside.pop(name)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def test_served_in_the_order_of_coming():
    async def scene():
        guests = Guests(Line(at_once=2, waiting=3))
        for name in "abcde":
            guests.arrive(name)
        await settle()
        assert guests.served == ["a", "b"]
        for name, then in [("b", "abc"), ("a", "abcd"), ("c", "abcde")]:
            await guests.finish(name)
            await settle()
            assert guests.served == list(then)
        for name in "de":
            await guests.finish(name)

    asyncio.run(scene())


def test_a_full_line_says_so_in_both_languages_and_is_open_again_once_someone_has_gone():
    async def scene():
        line = Line(at_once=1, waiting=1)
        guests = Guests(line)
        guests.arrive("served")
        guests.arrive("waiting")
        await settle()
        with pytest.raises(LineFullError) as refused:
            await line.in_turn(str)
        assert str(refused.value) == (
            "busy: 1 are waiting already; ask again in a moment / 正忙：已有 1 个问题在排队，请稍后再问"
        )
        await guests.give_up("waiting")
        await guests.finish("served")
        assert await line.in_turn(lambda number: number + 1, 1) == 2

    asyncio.run(scene())


def test_numbers_fall_while_the_line_moves():
    async def scene():
        guests, line = Guests(line := Line(at_once=1, waiting=9)), line
        told = []

        async def last():
            async with line.place() as place:
                told.extend([number async for number in place.numbers(0.001)])

        for name in "abc":
            guests.arrive(name)
        await settle()
        watching = asyncio.create_task(last())
        for name in "abc":
            await asyncio.sleep(0.02)
            await guests.finish(name)
        await watching
        assert told == [3, 2, 1]
        async with line.place() as place:
            assert [number async for number in place.numbers(1)] == []

    asyncio.run(scene())


def test_what_is_in_turn_runs_in_a_thread_and_its_error_comes_out():
    async def scene():
        line = Line(at_once=1, waiting=0)
        assert await line.in_turn(threading.current_thread) is not threading.current_thread()
        with pytest.raises(ZeroDivisionError):
            await line.in_turn(lambda: 1 / 0)
        assert await line.in_turn(lambda *, text: text, text="free again") == "free again"

    asyncio.run(scene())


@given(st.lists(st.tuples(st.sampled_from(["arrive", "finish", "give up"]), st.integers(0, 20)), max_size=60))
def test_nobody_is_left_standing(moves):
    """Whatever comes and goes: as many are served as can be, in the order of coming, and no place is lost."""

    async def scene():
        guests, came = Guests(Line(at_once=2, waiting=4)), 0
        for move, which in moves:
            present = list(guests.inside)
            if move == "arrive" and len(present) < 6:
                guests.arrive(came := came + 1)
            elif move == "finish" and any(name in guests.served for name in present):
                served = [name for name in present if name in guests.served]
                await guests.finish(served[which % len(served)])
            elif move == "give up" and present:
                await guests.give_up(present[which % len(present)])
            await settle()
            assert guests.served == sorted(guests.served)
            assert sum(name in guests.served for name in guests.inside) == min(2, len(guests.inside))
        for name in list(guests.inside):
            await guests.give_up(name)
        for name in range(came + 1, came + 7):
            guests.arrive(name)
        await settle()
        assert guests.served[-2:] == [came + 1, came + 2]
        for name in list(guests.inside):
            await guests.give_up(name)

    asyncio.run(scene())
