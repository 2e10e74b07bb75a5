"""Judging what a display shows."""

from __future__ import annotations

from collections.abc import Sequence

from phone.dialog.bench import Bench, lost_places
from phone.dialog.bindings import bars_for
from phone.dialog.compare import DiffLine, Renewed, diffed, line_pairs, renewed
from phone.dialog.model import Bar, Screen
from phone.dialog.template import ELASTIC, Names, fit, inside
from phone.dialog.verdict import Claim, Difference, Verdict
from phone.handset.ui.frame import Row


def judge_screen(bench: Bench, step: Screen) -> Verdict:
    """A display: all its rows, or some of them in their order."""
    mine = bars_for(step.bars, bench.locale)
    rows = bench.world.frame(step.name).rows
    names = _some_rows(bench, mine, rows) if step.contains else _all_rows(bench, mine, rows)
    actual = tuple(bench.writer(step.line).screen(step.name, rows, contains=step.contains))
    if names is not None:
        return Verdict(Claim(step.line, "kept"), None, names, actual)
    templates, shown = [bar.text for bar in mine], [row.text for row in rows]
    new = renewed(templates, shown, bench.known, inside)
    new = tuple(one for one in new if one.origin is not None or not step.contains or not mine)
    message = f"{step.name} saw something else"
    if step.bars and not mine:
        message = f'no "{bench.locale}|" rows for the display of {step.name}'
    diff = tuple(DiffLine(one.mark, f"|{one.text}|") for one in diffed(templates, shown, bench.known))
    names = fit([one.text for one in new], "\n".join(shown), bench.known) or {}
    claim = _claim(step, mine, rows, new, dict(line_pairs(templates, shown, bench.known)))
    return Verdict(claim, Difference(step.line, message, diff), names, actual)


def _claim(
    step: Screen, mine: Sequence[Bar], rows: Sequence[Row], new: Sequence[Renewed], column: dict[int | None, int | None]
) -> Claim:
    written: list[tuple[int, str]] = []
    for one in new:
        bar = None if one.origin is None else mine[one.origin]
        place = None if one.origin is None else column.get(one.origin)
        runs = () if bar is None else bar.runs if place is None else _runs_like(bar.runs, rows[place])
        written.append((0 if bar is None else bar.line, " ".join([f"|{one.text}|", *runs])))
    lost = lost_places((bar.text for bar in mine), (one.text for one in new))
    return Claim(step.line, "changed", "", tuple(written), "screen", lost)


def _all_rows(bench: Bench, mine: Sequence[Bar], rows: Sequence[Row]) -> Names | None:
    templates, shown = [bar.text for bar in mine], [row.text for row in rows]
    names = fit(templates, "\n".join(shown), bench.known)
    if names is None or not any(bar.runs for bar in mine):
        return names
    pairs = line_pairs(templates, shown, bench.known)
    styled = all(
        _styled(mine[row].runs, rows[column]) for row, column in pairs if row is not None and column is not None
    )
    return names if styled else None


def _some_rows(bench: Bench, mine: Sequence[Bar], rows: Sequence[Row]) -> Names | None:
    names: Names = {}
    left = iter(rows)
    for bar in mine:
        if bar.text == ELASTIC:
            continue
        known = {**bench.known, **names}
        fitting = (fit((bar.text,), row.text, known) for row in left if _styled(bar.runs, row))
        found = next((one for one in fitting if one is not None), None)
        if found is None:
            return None
        names |= found
    return names


def _styled(runs: Sequence[str], row: Row) -> bool:
    """Whether a row has all the styles that are asked of it, and where they say where."""
    return all(_has_run(run, row) for run in runs)


def _has_run(run: str, row: Row) -> bool:
    style, _, columns = run.partition(" ")
    first, _, last = columns.partition("-")
    return any(
        one.style == style and (not columns or (one.start, one.end) == (int(first), int(last or int(first) + 1)))
        for one in row.runs
    )


def _runs_like(runs: Sequence[str], row: Row) -> Sequence[str]:
    """The styles of a row in the place of those that were expected; none where none were."""
    if not runs or _styled(runs, row):
        return runs
    exactly = any(" " in run for run in runs)
    return [f"{run.style} {run.start}-{run.end}" if exactly else run.style for run in row.runs]
