"""Which question depends on which, and the order in which they can be evaluated."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from cardtui.bank.expressions import Expressions
from cardtui.bank.model import BankFile, Question, Section


def parents(sections: Iterable[Section]) -> dict[str, tuple[Section, ...]]:
    """For each section the sections that it stands in, the outermost first, itself last.

    The parent is the nearest earlier section with a smaller level.
    """
    found: dict[str, tuple[Section, ...]] = {}
    open_sections: list[Section] = []
    for section in sections:
        while open_sections and open_sections[-1].level >= section.level:
            open_sections.pop()
        open_sections.append(section)
        found[section.id] = tuple(open_sections)
    return found


def dependencies(bank: BankFile, expressions: Expressions) -> dict[str, frozenset[str]]:
    """For each question those that decide whether it is relevant, or which of its cells are."""
    ancestry = parents(bank.sections)
    found: dict[str, frozenset[str]] = {}
    for section in bank.sections:
        shared = frozenset[str]().union(
            *(
                expressions.sections[s.id].names
                for s in ancestry[section.id]
                if s.id in expressions.sections
            )
        )
        for question in section.questions:
            found[question.id] = shared | names_in_conditions(question, expressions)
    return found


def names_in_conditions(question: Question, expressions: Expressions) -> frozenset[str]:
    """The questions that the conditions of a question and of its columns name."""
    conditions = [expressions.questions.get(question.id)]
    conditions += [expressions.columns.get((question.id, column.id)) for column in question.columns]
    return frozenset[str]().union(*(c.names for c in conditions if c is not None))


def names_in_checks(question: Question, expressions: Expressions) -> frozenset[str]:
    """The questions that the checks of a question and of its columns name."""
    checks = list(expressions.checks.get(question.id, ()))
    for column in question.columns:
        checks += expressions.cell_checks.get((question.id, column.id), ())
    return frozenset[str]().union(*(check.condition.names for check in checks))


def column_needs(question: Question, expressions: Expressions) -> dict[str, frozenset[str]]:
    """For each column of a table the columns that its condition names."""
    known = {column.id for column in question.columns}
    found = {}
    for column in question.columns:
        condition = expressions.columns.get((question.id, column.id))
        found[column.id] = condition.row_columns & known if condition else frozenset()
    return found


def evaluation_order(needs: Mapping[str, frozenset[str]]) -> list[str] | None:
    """Names so ordered that each comes after what it needs; None where there is a cycle."""
    order, left = _ordered(needs)
    return None if left else order


def _ordered(needs: Mapping[str, frozenset[str]]) -> tuple[list[str], list[str]]:
    """Names, each after what it needs, and those that this cannot be done for."""
    missing = {name: len(needed) for name, needed in needs.items()}
    wanted_by: dict[str, list[str]] = {name: [] for name in needs}
    for name, needed in needs.items():
        for other in needed:
            wanted_by[other].append(name)
    ready = deque(name for name, count in missing.items() if count == 0)
    order = []
    while ready:
        name = ready.popleft()
        order.append(name)
        for other in wanted_by[name]:
            missing[other] -= 1
            if missing[other] == 0:
                ready.append(other)
    return order, [name for name, count in missing.items() if count]


def shortest_cycle(needs: Mapping[str, frozenset[str]]) -> list[str]:
    """The shortest way from a name back to itself; the first in order where several are as short.

    `[a, b]` means that a needs b and b needs a.
    """
    best: list[str] = []
    left = _on_cycles(needs)
    while left and len(best) != 1:
        start = next(iter(left))
        found = _way_back(start, left, len(best) or len(left) + 1)
        best = found or best
        # What goes through `start` has been seen, so that it and what hangs on it alone can go.
        del left[start]
        if found:
            left = _on_cycles(left)
    return best


def _on_cycles(needs: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The names that are on a cycle, or on the way from one to another."""
    inner = {name: needed & needs.keys() for name, needed in needs.items()}
    _, need_a_cycle = _ordered(inner)
    wanted_by: dict[str, set[str]] = {name: set() for name in need_a_cycle}
    for name in need_a_cycle:
        for other in inner[name] & wanted_by.keys():
            wanted_by[other].add(name)
    _, found = _ordered({name: frozenset(wanted) for name, wanted in wanted_by.items()})
    return {name: needs[name] for name in found}


def _way_back(start: str, needs: Mapping[str, frozenset[str]], limit: int) -> list[str]:
    """The shortest cycle through `start` that is shorter than `limit`, by breadth-first search."""
    came_from: dict[str, str] = {}
    depth = {start: 1}
    queue = deque([start])
    while queue:
        name = queue.popleft()
        if depth[name] >= limit:
            return []
        for needed in sorted(needs.get(name, ())):
            if needed == start:
                way = [name]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if needed not in depth:
                depth[needed] = depth[name] + 1
                came_from[needed] = name
                queue.append(needed)
    return []
