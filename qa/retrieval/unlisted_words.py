"""Words that jieba's dictionary lacks, with their classes: by jieba's own model, in less than a third of the time.

It is a hidden Markov model. A state is a place in a word (B first, M within, E last, S alone) and the word's class. At
every character jieba weighs each state against each one before it, though a word goes on in its own class, so that half
of them can come from one or two states only. Here those alone are weighed that lead there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jieba.posseg import char_state_tab_P, emit_P, start_P, trans_P
from jieba.posseg.viterbi import MIN_FLOAT

State = tuple[str, str]


def unlisted_words(run: str) -> Iterator[tuple[str, str]]:
    """Words and classes of a run of characters, at least one, as jieba's tagger has them."""
    states, start = likeliest_states(run), 0
    for end, (place, kind) in enumerate(states, start=1):
        if place in "ES":
            yield run[start:end], kind
            start = end
    if start < len(run):
        yield run[start:], states[start][1]


def likeliest_states(run: str) -> list[State]:
    """The likeliest states of all characters together, at least one: Viterbi's algorithm (1967), as in jieba 0.42.1.

    Of equal ways the one whose state is the greatest. Log-probabilities are added up in jieba's order, so that what is
    equal there is equal here.
    """
    worth = {state: start_P[state] + emit_P[state].get(run[0], MIN_FLOAT) for state in _states(run[0])}
    steps = []
    for char in run[1:]:
        step = _step(worth, char, _states(char)) or _step(worth, char, trans_P)
        worth = {state: most for state, (most, _) in step.items()}
        steps.append(step)
    _, state = max((most, state) for state, most in worth.items())
    way = [state]
    for step in reversed(steps):
        way.append(step[way[-1]][1])
    return way[::-1]


def _states(char: str) -> Iterable[State]:
    """The states that the model has seen a character in; all of them for one that it has not seen."""
    found: Iterable[State] = char_state_tab_P.get(char, trans_P)
    return found


def _step(worth: Mapping[State, float], char: str, states: Iterable[State]) -> dict[State, tuple[float, State]]:
    """For each of a character's states that can be reached, what the best way to it is worth, and its last state.

    `worth` is that of the states of the character before.
    """
    step = {}
    for state in states:
        told, before = emit_P[state].get(char, MIN_FLOAT), _BEFORE[state]
        if ways := [(worth[last] + before[last] + told, last) for last in before.keys() & worth.keys()]:
            step[state] = max(ways)
    return step


def _before() -> dict[State, dict[State, float]]:
    """For each state those that lead to it, with the log-probability that they do."""
    before: dict[State, dict[State, float]] = {state: {} for state in trans_P}
    for last, following in trans_P.items():
        for state, leads in following.items():
            before[state][last] = leads
    return before


_BEFORE = _before()
