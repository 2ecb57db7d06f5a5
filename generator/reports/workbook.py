"""``wuye estimate --format xlsx``: the estimate as a workbook, with the words it needs."""

from __future__ import annotations

from generator.model.values import DEPARTMENT_TITLES, TAG_TITLES
from generator.pipeline import Estimated
from generator.render.xlsx import WorkbookContext, write_workbook
from generator.reports.explain import source_title
from generator.rules.formulas import FORMULAS

SCOPE_TITLES = {"in_house": "自有", "outsourced": "外包", "shared": "共用"}
SEVERITY_TITLES = {"error": "错误", "warning": "警告", "notice": "提示"}
MONTHS = 12


def to_xlsx(done: Estimated) -> bytes:
    """Return the workbook of an estimate as a file."""
    return write_workbook(done.estimate, workbook_context(done))


def workbook_context(done: Estimated) -> WorkbookContext:
    """Gather words, formulas and holidays for the workbook."""
    as_of = done.case.as_of
    year = next((year for year in done.kb.holidays.values() if year.year == as_of.year), None)
    days = [day.month for day in year.days] if year else []
    return WorkbookContext(
        title=f"{done.case.profile.project.name}　测算工作簿",
        formulas={name: formula.excel for name, formula in FORMULAS.items()},
        departments=DEPARTMENT_TITLES,
        tags=TAG_TITLES,
        scopes=SCOPE_TITLES,
        severities=SEVERITY_TITLES,
        source=lambda source: source_title(done.kb, source),
        holidays=tuple(days.count(month) for month in range(1, MONTHS + 1)) if days else (),
        holidays_title=year.title if year else "",
    )
