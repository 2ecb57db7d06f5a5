"""The whole workbook: inputs first, then each sheet, then the file."""

from __future__ import annotations

from generator.model.estimate import Estimate
from generator.render.xlsx.book import Book
from generator.render.xlsx.context import WorkbookContext
from generator.render.xlsx.costs import write_departments, write_items
from generator.render.xlsx.facts import write_checks, write_parameters
from generator.render.xlsx.inputs import Inputs
from generator.render.xlsx.months import write_months
from generator.render.xlsx.pay import write_pay
from generator.render.xlsx.posts import write_posts
from generator.render.xlsx.price import write_price
from generator.render.xlsx.roster import write_roster
from generator.render.xlsx.sensitivity import write_sensitivity
from generator.render.xlsx.sheets import Sheets, tabs
from generator.render.xlsx.summary import write_summary
from generator.render.xlsx.table import write_table

WRITERS = (
    write_posts,
    write_pay,
    write_months,
    write_items,
    write_departments,
    write_price,
    write_table,
    write_roster,
    write_parameters,
    write_checks,
    write_sensitivity,
    write_summary,
)
"""In the order in which one sheet takes cells of another; ``tabs`` gives their order."""


def write_workbook(estimate: Estimate, context: WorkbookContext) -> bytes:
    """Return the .xlsx of an estimate.

    Every wage, number of persons and parameter is one named input cell; everything else is a
    formula with the engine's value cached in it. The same estimate gives the same bytes.
    """
    book = Book(context.title, estimate.as_of)
    grids = {title: book.grid(title) for title in tabs(estimate, context)}
    sheets = Sheets(estimate, context, book, Inputs(estimate), grids)
    for write in WRITERS:
        write(sheets)
    for grid in grids.values():
        grid.fit_rows()
    return book.data()
