"""Judging what the ledger has of somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from phone.dialog.amounts import read_amount, says, unit_for, written_amount
from phone.dialog.bench import Bench, lost_places
from phone.dialog.books import Account, Moved, RowWriter
from phone.dialog.compare import DiffLine, likeness, paired, rewritten
from phone.dialog.cursor import Keyword
from phone.dialog.model import LedgerCheck, Row
from phone.dialog.template import Names, fit
from phone.dialog.verdict import Claim, Difference, Verdict
from phone.dialog.writing import INDENT, Writer

ALIKE: Final = 0.3
"""The least that a row costs that is like what came but is not it."""


def judge_ledger(bench: Bench, step: LedgerCheck, account: Account) -> Verdict:
    """A ledger check against what changed since the last one, and what is there now."""
    return _Check(bench, step, RowWriter(bench.words, bench.world), _asked(bench, step.unit)).judge(account)


def _asked(bench: Bench, unit: str) -> tuple[str, ...] | None:
    """The purses of a unit; None for all of them."""
    if not unit:
        return None
    kind = bench.words.table.units.get(unit)
    return (unit,) if kind is None else kind.purses


@frozen
class _Check:
    """One check.

    Attributes:
        bench: the means.
        step: what is expected.
        rows: what writes rows.
        purses: which purses are looked at; None for all.
    """

    bench: Bench
    step: LedgerCheck
    rows: RowWriter
    purses: tuple[str, ...] | None

    def judge(self, account: Account) -> Verdict:
        moved = [one for one in account.changes() if self.purses is None or one.purse in self.purses]
        held = account.held()
        changes = [row for row in self.step.rows if row.kind in ("change", "any")]
        elastic = {place for place, row in enumerate(changes) if row.kind == "any"}

        def cost(row: int, column: int) -> float:
            return self._unlike(changes[row], moved[column])

        pairs = paired(len(changes), len(moved), cost, elastic)
        names: Names = {}
        new: list[tuple[int, str]] = []
        diff: list[DiffLine] = []
        for row, column in pairs:
            expected = None if row is None else changes[row]
            came = None if column is None else moved[column]
            self._pair(expected, came, names, new, diff)
        self._quiet(bool(moved), [row for row in self.step.rows if row.kind == "any"] != [], new, diff)
        self._totals(held, names, new, diff)
        actual = self._actual(moved, held)
        if all(line.mark == " " for line in diff):
            return Verdict(Claim(self.step.line, "kept"), None, names, actual)
        message = f"the ledger of {self.step.name} has something else"
        old = [self.bench.source(row.line).strip() for row in self.step.rows]
        lost = lost_places(old, [text for _, text in new])
        claim = Claim(self.step.line, "changed", "", tuple(new), "row", lost)
        return Verdict(claim, Difference(self.step.line, message, tuple(diff)), names, actual)

    def _pair(
        self, row: Row | None, came: Moved | None, names: Names, new: list[tuple[int, str]], diff: list[DiffLine]
    ) -> None:
        """Note one row and what came in its place."""
        written = None if row is None else self.bench.source(row.line).strip()
        if row is not None and row.kind == "any":
            if not new or new[-1][0] != row.line:
                new.append((row.line, written or ""))
            return
        found = self._fits(row, came, names) if row is not None and came is not None else None
        if row is not None and found is not None:
            names |= found
            new.append((row.line, written or ""))
            diff.append(DiffLine(" ", written or ""))
            return
        if written is not None:
            diff.append(DiffLine("-", written))
        if came is not None:
            text = self._written(row, came)
            diff.append(DiffLine("+", text))
            new.append((0 if row is None else row.line, text))

    def _quiet(self, moved: bool, any_rows: bool, new: list[tuple[int, str]], diff: list[DiffLine]) -> None:
        """`no changes`: it stands where nothing changed, and only there."""
        row = next((row for row in self.step.rows if row.kind == "none"), None)
        word = self.bench.words["rows"].write("none", self.bench.language(self.step.line))
        if row is not None and not moved:
            new.append((row.line, self.bench.source(row.line).strip()))
        elif row is not None:
            diff.insert(0, DiffLine("-", self.bench.source(row.line).strip()))
        elif not moved and not any_rows:
            new.append((0, word))
            diff.append(DiffLine("+", word))

    def _totals(self, held: dict[str, int], names: Names, new: list[tuple[int, str]], diff: list[DiffLine]) -> None:
        for row in self.step.rows:
            if row.kind != "total":
                continue
            written = self.bench.source(row.line).strip()
            there = [self._held(unit, held) for _, unit in row.amounts]
            found = [
                self._amount_fits(amount, unit, there[place], names) for place, (amount, unit) in enumerate(row.amounts)
            ]
            if all(one is not None for one in found):
                for one in found:
                    names |= one or {}
                new.append((row.line, written))
                diff.append(DiffLine(" ", written))
                continue
            text = self._total(row, there)
            new.append((row.line, text))
            diff += [DiffLine("-", written), DiffLine("+", text)]

    def _held(self, unit: str, held: dict[str, int]) -> int:
        return sum(held.get(purse, 0) for purse in _asked(self.bench, unit) or ())

    def _total(self, row: Row, there: Sequence[int]) -> str:
        """A total as it is, its units as they are written where they say it in whole numbers."""
        spelled, writer = self._spelled_units(row.line), self.bench.writer(row.line)
        parts = []
        for place, (amount, unit) in enumerate(row.amounts):
            kind = self.bench.words.table.units.get(unit)
            finer = (
                None
                if kind is None or says(kind, there[place])
                else unit_for(kind.purses[0], there[place], self.bench.words)
            )
            if finer is not None:
                kind, spelled[place] = self.bench.words.table.units[finer], writer.unit(finer)
            number = str(there[place]) if kind is None else written_amount(there[place], kind)
            parts.append(f"{rewritten(amount, number, self.bench.known)} {spelled[place]}")
        return f"= {', '.join(parts)}"

    def _spelled_units(self, line: int) -> list[str]:
        form = self.bench.dialog.forms[line]
        purses = self.bench.words.purses
        return [
            piece.written if isinstance(piece, Keyword) else str(piece)
            for piece in form
            if (isinstance(piece, Keyword) and piece.section == "units") or piece in purses
        ]

    def _amount_fits(self, template: str, unit: str, amount: int, names: Names) -> Names | None:
        kind = self.bench.words.table.units.get(unit)
        if "{" not in template and kind is not None:
            return {} if read_amount(template, kind) == amount else None
        number = str(amount) if kind is None else written_amount(amount, kind)
        return fit((template,), number, {**self.bench.known, **names})

    def _fits(self, row: Row, moved: Moved, names: Names) -> Names | None:
        """What the places of a row take in a change; None if it is another one."""
        ((amount, unit),) = row.amounts
        if row.sign != ("-" if moved.amount < 0 else "+") or moved.purse not in (_asked(self.bench, unit) or ()):
            return None
        taken = self._amount_fits(amount, unit, abs(moved.amount), names)
        if taken is None or (row.reason and row.reason != moved.reason):
            return None
        fields = self.rows.fields(moved, dict(row.clauses))
        for name, template in (("detail", row.detail), *row.clauses):
            found = (
                {} if not template else fit((template,), fields.get(name, ""), {**self.bench.known, **names, **taken})
            )
            if found is None:
                return None
            taken = {**taken, **found}
        return taken

    def _unlike(self, row: Row, moved: Moved) -> float:
        if self._fits(row, moved, {}) is not None:
            return 0.0
        ((_, unit),) = row.amounts
        same = (
            moved.purse in (_asked(self.bench, unit) or ()),
            row.sign == ("-" if moved.amount < 0 else "+"),
            row.reason in ("", moved.reason),
        )
        return 1.0 - (1.0 - ALIKE) * sum(same) / len(same)

    def _written(self, row: Row | None, moved: Moved) -> str:
        """A change as a row that says as much as another one, whose places stay where they can."""
        writer = self.bench.writer(self.step.line if row is None else row.line)
        if row is None:
            return self.rows.text(moved, writer)
        fields = self.rows.fields(moved, dict(row.clauses))
        ((amount, unit),) = row.amounts
        spelled = self._spelled_units(row.line)[0] if unit == fields["unit"] else writer.unit(fields["unit"])
        parts = [fields["sign"], rewritten(amount, fields["amount"], self.bench.known), spelled]
        parts += self._about(row, fields, writer)
        for name, template in row.clauses:
            if template and name in fields:
                parts += [writer.word("clauses", name), rewritten(template, fields[name], self.bench.known)]
        return " ".join(parts)

    def _about(self, row: Row, fields: Mapping[str, str], writer: Writer) -> list[str]:
        """Reason and detail of a row as far as it says them; a misspelled reason was read as a detail."""
        reason, detail = writer.reason(fields["reason"]), fields.get("detail", "")
        if row.reason or "{" in row.detail:
            said = [reason] if row.reason else []
            return [*said, rewritten(row.detail, detail, self.bench.known)] if row.detail and detail else said
        if not row.detail:
            return []
        ways = [reason, detail, f"{reason} {detail}"] if detail else [reason]
        return [max(ways, key=lambda way: likeness(row.detail, way))]

    def _actual(self, moved: Sequence[Moved], held: dict[str, int]) -> tuple[str, ...]:
        head = self.bench.source(self.step.line).rstrip()
        writer = self.bench.writer(self.step.line)
        rows = [self._written(None, one) for one in moved] or [writer.word("rows", "none")]
        totals = [row for row in self.step.rows if row.kind == "total"]
        rows += [self._total(row, [self._held(unit, held) for _, unit in row.amounts]) for row in totals]
        return (head, *(f"{INDENT}{row}" for row in rows))
