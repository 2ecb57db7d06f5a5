"""Sheet of the shift plan: persons × days for each relief pool, with sums that stay live.

The plan itself was solved; whoever changes a sign in Excel sees at once whether every shift is
still manned and nobody works too long.
"""

from __future__ import annotations

from decimal import Decimal

from generator.render.xlsx.context import Roster, RosterPool, RosterWindow
from generator.render.xlsx.grid import Grid
from generator.render.xlsx.inputs import persons_name
from generator.render.xlsx.sheets import ROSTER, Check, Sheets, total_of

SUMS = ("工时", "加班", "节日", "夜班", "休息", "双休")
START = 3
DAY = 1
"""Column of the first day of the month."""
PERSON_WIDTH, DAY_WIDTH, SUM_WIDTH = 13, 5.3, 7.5
SCALE = 47
"""Per cent at which a month is one page wide; page breaks need a scale instead of fitted pages."""
ENOUGH, SHORT = "人数够", "人数不够"
NOTE = (
    "由排班求解器排出；改动班次符号后，工时、夜班和每班人数随之重算，“检查”表同步核对。"
    "求解结论是测算时的。"
)
NIGHT = "#D6DCE4"


def write_roster(sheets: Sheets) -> None:
    """Write the plan of every pool, one below the other."""
    roster = sheets.context.roster
    if roster is None:
        return
    grid = sheets.grids[ROSTER]
    days = len(roster.days)
    grid.columns([PERSON_WIDTH, *[DAY_WIDTH] * days, *[SUM_WIDTH] * len(SUMS)])
    grid.title_row(f"班表：{roster.month}", NOTE)
    row = START - 1
    if roster.note:
        grid.text(row, 0, roster.note, "note")
        row += 1
    if not roster.pools:
        grid.text(row + 1, 0, "没有按值守时间计人的岗位，不需要排班", "note")
    starts = []
    for pool in roster.pools:
        starts.append(row + 1)
        row = _Plan(sheets, grid, roster, pool).write(row + 1)
    grid.print_setup(repeat=0, freeze=(START - 1, DAY))
    if len(starts) > 1:
        grid.sheet.set_print_scale(SCALE)
        grid.sheet.set_h_pagebreaks(starts[1:])


class _Plan:
    """One pool's part of the sheet."""

    def __init__(self, sheets: Sheets, grid: Grid, roster: Roster, pool: RosterPool) -> None:
        self.sheets, self.grid, self.roster, self.pool = sheets, grid, roster, pool
        self.last_day = DAY + len(roster.days) - 1
        self.sums = self.last_day + 1

    def write(self, row: int) -> int:
        """Write verdict, plan and sums from a row on; return the row below."""
        row = self._words(row)
        row = self._verdict(row)
        if not self.pool.turns:
            self.grid.text(row, 0, "没有可以列出的排班", "note")
            return row + 2
        return self._table(row)

    def _words(self, row: int) -> int:
        grid, pool = self.grid, self.pool
        grid.text(row, 0, pool.title, "section")
        shifts = "　".join(f"{w.letter} {w.title} {w.span}" for w in pool.windows)
        lines = [
            f"结论：{pool.verdict}",
            f"算式：{pool.sums}；规则：{pool.rules}",
            f"班次：{shifts}",
            f"岗位：{'　'.join(pool.stations)}",
            *pool.notes,
        ]
        for line in lines:
            row += 1
            grid.paragraph(row, 0, self.sums + len(SUMS) - 1, line)
        return row + 1

    def _verdict(self, row: int) -> int:
        """Persons now against persons that the plan needs: this stays true when persons change."""
        grid, pool = self.grid, self.pool
        posts = [line for line in self.sheets.estimate.headcount.posts if line.id in pool.posts]
        persons = "+".join(persons_name(line.id) for line in posts)
        now, needed = total_of([line.persons for line in posts]), Decimal(pool.needed)
        words = "排班所需" if pool.proved else "排班所需（未证明为最少）"
        grid.text(row, 0, "值守人数")
        grid.formula(row, 1, persons, now, "count")
        grid.merged(row, 2, 6, words)
        grid.number(row, 7, needed, "count")
        name = f"roster_needed_{pool.id.replace('-', '_')}"
        grid.name(row, 7, name)
        verdict = f'IF({grid.at(row, 1)}>={name},"{ENOUGH}","{SHORT}")'
        grid.merged_formula(row, 8, 10, verdict, ENOUGH if now >= needed else SHORT)
        title = f"{pool.title}：人数不少于{self.roster.month}{words}"
        self.sheets.checks.append(Check(title, persons, ">=", name, (now, needed)))
        return row + 1

    # --- the plan -----------------------------------------------------------------------------

    def _table(self, row: int) -> int:
        grid, days = self.grid, self.roster.days
        grid.header(row, ["人员", *(str(day.number) for day in days), *SUMS])
        for column, day in enumerate(days, DAY):
            off = day.weekend or day.weekday == self.roster.holiday
            grid.text(row + 1, column, day.weekday, "day_off" if off else "day")
        grid.text(row + 1, 0, "", "day")
        for column in range(self.sums, self.sums + len(SUMS)):
            grid.text(row + 1, column, "", "day")
        first = row + 2
        last = first + len(self.pool.turns) - 1
        for place in range(first, last + 1):
            self._person(place, row + 1, place - first)
        self._colours(first, last)
        self._hours_check(first, last)
        return self._manned(first, last) + 1

    def _person(self, place: int, weekdays: int, index: int) -> None:
        grid, turn = self.grid, self.pool.turns[index]
        grid.text(place, 0, f"{index + 1:02d}", "duty")
        for column, cell in enumerate(turn.cells, DAY):
            grid.text(place, column, cell, "duty")
        own = f"{grid.at(place, DAY)}:{grid.at(place, self.last_day)}"
        holidays = grid.span((weekdays, DAY), (weekdays, self.last_day)).partition("!")[2]
        hours = grid.at(place, self.sums)
        pairs = [
            f"IF(COUNTBLANK({grid.at(place, DAY + a)}:{grid.at(place, DAY + b)})=2,1,0)"
            for a, b in self.roster.weekends
        ]
        nights = [self._count(own, w) for w in self.pool.windows if w.night]
        worked = [f"{w.minutes}*({self._count(own, w)})" for w in self.pool.windows]
        feasts = [f"{w.minutes}*({self._count(own, w, holidays)})" for w in self.pool.windows]
        standard = f"{self.pool.standard_hours:.8f}"
        formulas = (
            (f"ROUNDDOWN(({'+'.join(worked)})/60,2)", turn.hours),
            (f"ROUND(MAX(0,{hours}-{standard}),2)", turn.overtime),
            (f"ROUNDDOWN(({'+'.join(feasts)})/60,2)", turn.holiday_hours),
            ("+".join(nights) or "0", Decimal(turn.nights)),
            (f"COUNTBLANK({own})", Decimal(turn.rest_days)),
            ("+".join(pairs) or "0", Decimal(turn.weekends_off)),
        )
        for column, (formula, value) in enumerate(formulas, self.sums):
            grid.formula(place, column, formula, value, "duty_sum")

    def _count(self, cells: str, window: RosterWindow, holidays: str = "") -> str:
        """How often a shift stands in cells, at any station; on statutory holidays only."""
        signs = [window.letter]
        if len(self.pool.stations) > 1:
            signs.append(f"{window.letter}-*")
        if holidays:
            day = self.roster.holiday
            return "+".join(f'COUNTIFS({cells},"{sign}",{holidays},"{day}")' for sign in signs)
        return "+".join(f'COUNTIF({cells},"{sign}")' for sign in signs)

    def _manned(self, first: int, last: int) -> int:
        """For each shift and day the persons needed and the persons planned."""
        grid, row, misses = self.grid, last + 1, []
        for index, window in enumerate(self.pool.windows):
            grid.text(row, 0, f"{window.letter} 应到", "duty")
            grid.text(row + 1, 0, f"{window.letter} 实到", "duty")
            for day, needed in enumerate(window.demand):
                column = DAY + day
                cells = f"{grid.at(first, column)}:{grid.at(last, column)}"
                planned = sum(self._is(turn.cells[day], index) for turn in self.pool.turns)
                grid.number(row, column, Decimal(needed), "duty_sum")
                formula = self._count(cells, window)
                grid.formula(row + 1, column, formula, Decimal(planned), "duty_sum")
            ends = [grid.span((r, DAY), (r, self.last_day)) for r in (row, row + 1)]
            misses.append(f"SUMXMY2({ends[0]},{ends[1]})")
            row += 2
        title = f"{self.pool.title}：班表每班实到与应到的差异（平方和）"
        value = (Decimal(self._differences()), Decimal(0))
        self.sheets.checks.append(Check(title, "+".join(misses) or "0", "=", "0", value))
        return row

    def _is(self, cell: str, index: int) -> bool:
        return cell.partition("-")[0] == self.pool.windows[index].letter

    def _differences(self) -> int:
        return sum(
            (needed - sum(self._is(turn.cells[day], index) for turn in self.pool.turns)) ** 2
            for index, window in enumerate(self.pool.windows)
            for day, needed in enumerate(window.demand)
        )

    def _hours_check(self, first: int, last: int) -> None:
        most = max(turn.hours for turn in self.pool.turns)
        cells = self.grid.span((first, self.sums), (last, self.sums))
        title = f"{self.pool.title}：班表最长个人工时不超过当月上限"
        limit = self.pool.lawful_hours
        self.sheets.checks.append(Check(title, f"MAX({cells})", "<=", f"{limit:f}", (most, limit)))

    def _colours(self, first: int, last: int) -> None:
        shade = self.sheets.book.workbook.add_format({"bg_color": NIGHT})
        for window in self.pool.windows:
            if window.night:
                rule = {"type": "text", "criteria": "begins with", "value": window.letter}
                area = (first, DAY, last, self.last_day)
                self.grid.sheet.conditional_format(*area, rule | {"format": shade})
