"""The workbook of an estimate: live formulas over named input cells, with the engine's values."""

from generator.render.xlsx.context import WorkbookContext
from generator.render.xlsx.workbook import write_workbook

__all__ = ["WorkbookContext", "write_workbook"]
