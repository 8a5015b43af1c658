"""
Texts that meet several patterns at once, avoid others and have a length, found in the languages'
common automaton. For what walking through one pattern does not find.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.charsets import Ranges, at, friendly, shared, size
from mockgemini.synthesize.schema.regex import (
    Chars,
    Edge,
    Either,
    Group,
    Look,
    Node,
    Repeat,
    Sequence,
)
from mockgemini.synthesize.schema.regex_sampling import NoTextError
from mockgemini.synthesize.schema.regex_terms import Term, Terms

MOST_STATES = 1500
_MOST_BRANCHES = 64
_NEWLINE: Ranges = ((10, 10),)
_PLAIN: Ranges = ((48, 57), (65, 90), (97, 122))


class UnsolvableError(ValueError):
    """
    The patterns hold what no automaton can follow, or theirs is too large.
    """


def find(
    wanted: Iterable[Node], unwanted: Iterable[Node], lengths: tuple[int, int | None], dice: Dice
) -> str:
    """
    A text in which all of `wanted` are found and none of `unwanted`; a NoTextError if none is.
    """
    terms = Terms()
    asked = [_searched(terms, node) for node in wanted]
    asked += [terms.complement(_searched(terms, node)) for node in unwanted]
    # Before a newline at the end, some engines see the end already, others do not.
    unclear = terms.cat(terms.anything, terms.chars(_NEWLINE))
    try:
        clear = terms.both([*asked, terms.complement(unclear)])
        return _Walk(terms, clear, lengths, dice).text()
    except NoTextError:
        return _Walk(terms, terms.both(asked), lengths, dice).text()


# --- from nodes to terms ----------------------------------------------------------------------


def _searched(terms: Terms, node: Node) -> Term:
    """
    All texts in which the node is found somewhere.
    """
    return terms.either([_through(terms, row) for row in _spread(node)])


def _through(terms: Terms, row: list[Node]) -> Term:
    """
    What stands before the first node that looks ahead, then what follows from there.
    """
    for index, node in enumerate(row):
        if isinstance(node, Look | Edge) and _looks_ahead(node):
            return terms.cat(_until(terms, row[:index]), _onwards(terms, row[index:]))
    return terms.cat(_until(terms, row), terms.anything)


def _looks_ahead(node: Look | Edge) -> bool:
    return node.is_ahead if isinstance(node, Look) else node.kind == "end"


def _until(terms: Terms, row: list[Node]) -> Term:
    """
    All texts that end in the row, from their very start.
    """
    so_far = terms.anything
    for node in row:
        if isinstance(node, Edge):
            so_far = terms.empty if so_far.is_nullable else terms.none
        elif isinstance(node, Look):
            ending = terms.cat(terms.anything, _plain(terms, node.item))
            so_far = terms.both([so_far, _signed(terms, ending, node)])
        else:
            so_far = terms.cat(so_far, _plain(terms, node))
    return so_far


def _onwards(terms: Terms, row: list[Node]) -> Term:
    """
    All texts that begin with the row, up to their very end.
    """
    rest = terms.anything
    for node in reversed(row):
        if not isinstance(node, Look | Edge):
            rest = terms.cat(_plain(terms, node), rest)
        elif not _looks_ahead(node):
            raise UnsolvableError("it looks back after it has looked ahead")
        elif isinstance(node, Edge):
            rest = terms.empty if rest.is_nullable else terms.none
        else:
            ahead = terms.either([_onwards(terms, each) for each in _spread(node.item)])
            rest = terms.both([rest, _signed(terms, ahead, node)])
    return rest


def _signed(terms: Terms, term: Term, look: Look) -> Term:
    return terms.complement(term) if look.is_negative else term


def _plain(terms: Terms, node: Node) -> Term:
    match node:
        case Chars(ranges):
            return terms.chars(ranges)
        case Sequence(items):
            term = terms.empty
            for item in reversed(items):
                term = terms.cat(_plain(terms, item), term)
            return term
        case Either(branches):
            return terms.either([_plain(terms, branch) for branch in branches])
        case Repeat(item, least, most):
            return terms.repeat(_plain(terms, item), least, most)
        case Group(item):
            return _plain(terms, item)
        case _:
            raise UnsolvableError("it looks around within a repetition, or repeats a group's text")


def _spread(node: Node) -> list[list[Node]]:
    """
    The node as rows, one of which has to match: in a row, what looks around stands on top.
    """
    if _is_plain(node):
        return [[node]]
    rows: list[list[Node]]
    match node:
        case Sequence(items):
            spread = [_spread(item) for item in items]
            rows = [[node for row in rows for node in row] for rows in product(*spread)]
        case Either(branches):
            rows = [row for branch in branches for row in _spread(branch)]
        case Group(item):
            rows = _spread(item)
        case Repeat(item, least, 1):
            rows = _spread(item) if least else [[], *_spread(item)]
        case Edge(kind) if kind in {"word", "inside"}:
            raise UnsolvableError("it asks for the edge of a word")
        case Edge() | Look():
            rows = [[node]]
        case _:
            raise UnsolvableError("it looks around within a repetition, or repeats a group's text")
    if len(rows) > _MOST_BRANCHES:
        raise UnsolvableError("it branches too often")
    return rows


def _is_plain(node: Node) -> bool:
    match node:
        case Chars():
            return True
        case Sequence(items):
            return all(_is_plain(item) for item in items)
        case Either(branches):
            return all(_is_plain(branch) for branch in branches)
        case Repeat(item) | Group(item):
            return _is_plain(item)
        case _:
            return False


# --- from terms to texts ----------------------------------------------------------------------


class _Walk:
    """
    A way from the start to an accepting state that is as long as wanted.
    """

    def __init__(
        self, terms: Terms, start: Term, lengths: tuple[int, int | None], dice: Dice
    ) -> None:
        self.start = start
        self.low, self.high = lengths
        self.dice = dice
        self.steps = _explored(terms, start)
        self.distance = _distances(self.steps)
        self.hopeless: set[tuple[Term, int]] = set()

    def text(self) -> str:
        if self.start not in self.distance:
            raise NoTextError("no text meets all of it")
        enough = max(self.low, self.distance[self.start])
        high = enough + len(self.steps) if self.high is None else self.high
        wished = min(enough + self.dice.integer(0, 4), max(high, enough))
        for target in dict.fromkeys([wished, self.low]):
            self.hopeless.clear()
            way = self.way(target, high)
            if way is not None:
                return "".join([self.char(ranges) for ranges in way])
        raise NoTextError("no text of such a length meets all of it")

    def way(self, target: int, high: int) -> list[Ranges] | None:
        way: list[Ranges] = []
        states = [self.start]
        open_steps = [self.options(self.start, 0, target, high)]
        while not (states[-1].is_nullable and len(way) >= target):
            if open_steps[-1]:
                ranges, state = open_steps[-1].pop()
                way.append(ranges)
                states.append(state)
                open_steps.append(self.options(state, len(way), target, high))
                continue
            self.hopeless.add((states.pop(), len(way)))
            open_steps.pop()
            if not states:
                return None
            way.pop()
        return way

    def options(self, state: Term, done: int, target: int, high: int) -> list[tuple[Ranges, Term]]:
        """
        The steps that can still lead to an end in time, the best one last.
        """
        possible = [
            step
            for step in self.steps[state]
            if step[1] in self.distance
            and done + 1 + self.distance[step[1]] <= high
            and (step[1], done + 1) not in self.hopeless
        ]
        mixed = self.dice.shuffled(possible)
        if done < target:
            return sorted(mixed, key=lambda step: bool(shared(step[0], _PLAIN)))
        return sorted(mixed, key=lambda step: -self.distance[step[1]])

    def char(self, ranges: Ranges) -> str:
        nice = friendly(ranges)
        return at(nice, self.dice.integer(0, size(nice) - 1))


def _explored(terms: Terms, start: Term) -> dict[Term, list[tuple[Ranges, Term]]]:
    steps: dict[Term, list[tuple[Ranges, Term]]] = {}
    waiting = [start]
    for state in waiting:
        if state in steps:
            continue
        steps[state] = terms.steps(state)
        waiting += [to for _, to in steps[state] if to not in steps]
        if len(steps) > MOST_STATES:
            raise UnsolvableError("its automaton is too large")
    return steps


def _distances(steps: dict[Term, list[tuple[Ranges, Term]]]) -> dict[Term, int]:
    """
    How many characters the nearest end is away, for the states from which there is one.
    """
    before: dict[Term, list[Term]] = {}
    for state, ways in steps.items():
        for _, to in ways:
            before.setdefault(to, []).append(state)
    distance = {state: 0 for state in steps if state.is_nullable}
    waiting = list(distance)
    for state in waiting:
        for earlier in before.get(state, ()):
            if earlier not in distance:
                distance[earlier] = distance[state] + 1
                waiting.append(earlier)
    return distance
