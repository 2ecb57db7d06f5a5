"""LibreOffice recalculates the sample workbooks: to the fen what the engine says.

The recalculation is forced: by default LibreOffice shows the values cached in the file, so that a
comparison would prove nothing. The first test shows that the force works.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import zipfile
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from generator.model.estimate import Estimate
from generator.reports.workbook import to_xlsx
from generator.scenarios.sensitivity import tornado
from tests.render.estimates import SAMPLES, estimated
from tests.render.test_xlsx import results
from tests.render.test_xlsx_rich import PRICINGS, made
from tests.render.test_xlsx_sheets import ENOUGH, SHORT, guarded, planned

pytestmark = [
    pytest.mark.slow,
    # openpyxl opens its own temporary files without naming an encoding
    pytest.mark.filterwarnings("ignore::EncodingWarning"),
]

CENT = Decimal("0.005")
TIMEOUT = 120
TRIES = 2
FORCED = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Mode 0 of OOXMLRecalcMode: recalculate always."""


def recalculated(soffice: Path, data: bytes, folder: Path) -> openpyxl.Workbook:
    """Return the workbook with the values that LibreOffice computes."""
    for attempt in range(TRIES):
        place = folder / f"try-{attempt}"
        settings = place / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(FORCED, encoding="utf-8")
        source = place / "book.xlsx"
        source.write_bytes(data)
        command = [
            str(soffice),
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(place / "out"),
            str(source),
        ]
        _run(command, place)
        made = place / "out" / "book.xlsx"
        if made.exists():
            return openpyxl.load_workbook(made, data_only=True)
    pytest.fail("LibreOffice did not recalculate the workbook")


def _run(command: list[str], folder: Path) -> None:
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with suppress(subprocess.TimeoutExpired):
            process.wait(TIMEOUT)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def edited(data: bytes, changes: dict[str, Decimal]) -> bytes:
    """Return the workbook with named input cells changed, as a person would; no cached values."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, value in changes.items():
        title, _, address = book.defined_names[name].attr_text.rpartition("!")
        book[title.strip("'")][address.replace("$", "")] = float(value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def named(book: openpyxl.Workbook, name: str) -> Decimal:
    """Return the value of a named cell."""
    title, _, address = book.defined_names[name].attr_text.rpartition("!")
    return Decimal(
        repr(book[title.strip("'").strip("$").strip("'")][address.replace("$", "")].value)
    )


def disagreements(book: openpyxl.Workbook, found: Estimate) -> dict[str, tuple[Decimal, Decimal]]:
    """Named results of a recalculated workbook that are not the estimate's, to the fen."""
    compared = {name: (named(book, name), value) for name, value in results(found).items()}
    return {name: pair for name, pair in compared.items() if abs(pair[0] - pair[1]) >= CENT}


def test_the_recalculation_is_really_forced(need_soffice: Path, tmp_path: Path) -> None:
    data = to_xlsx(estimated(SAMPLES[0]))
    price = estimated(SAMPLES[0]).estimate.price.annual
    assert price == int(price)  # rounded to whole yuan a month
    cached, hits = f"<v>{int(price)}".encode(), 0
    forged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(forged, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            if item.filename.startswith("xl/worksheets/"):
                hits += part.count(cached)
                part = part.replace(cached, b"<v>1")
            new.writestr(item, part)
    assert hits
    # A constant of the sheet of checks was forged too; only the formulas come back.
    book = recalculated(need_soffice, forged.getvalue(), tmp_path)
    assert named(book, "price_annual") == price


@pytest.mark.parametrize("name", SAMPLES)
def test_recalculated_is_cached(name: str, need_soffice: Path, tmp_path: Path) -> None:
    """Every cell of a sample's workbook, with its tornado."""
    done = estimated(name)
    data = to_xlsx(done, tornado(done.kb, done.case))
    book = recalculated(need_soffice, data, tmp_path)
    assert not _moved(data, book)
    assert not disagreements(book, done.estimate)


@pytest.mark.parametrize("pricing", PRICINGS)
def test_recalculated_tables_are_cached(pricing: str, need_soffice: Path, tmp_path: Path) -> None:
    """Every cell where there are sites, taxpayers, roundings and the buyer's own table."""
    done = made(pricing)
    data = to_xlsx(done)
    book = recalculated(need_soffice, data, tmp_path)
    assert not _moved(data, book)
    assert not disagreements(book, done.estimate)


@pytest.mark.parametrize("persons", [ENOUGH, SHORT])
def test_recalculated_plans_are_cached(persons: int, need_soffice: Path, tmp_path: Path) -> None:
    data = to_xlsx(guarded(persons), roster=planned(persons))
    assert not _moved(data, recalculated(need_soffice, data, tmp_path))


def test_a_plan_follows_the_persons(need_soffice: Path, tmp_path: Path) -> None:
    data = to_xlsx(guarded(ENOUGH), roster=planned(ENOUGH))
    changed = edited(data, {"persons_gate_guard": Decimal(SHORT)})
    before, after = (
        named(recalculated(need_soffice, book, tmp_path / name), "failed_checks")
        for name, book in (("before", edited(data, {})), ("after", changed))
    )
    assert after > before


def _moved(data: bytes, book: openpyxl.Workbook) -> list[tuple[str, str, object, object]]:
    """Cells whose recalculated value is not the one that was written."""
    cached = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    wrong: list[tuple[str, str, object, object]] = []
    for page in cached:
        for row in page:
            for cell in row:
                other = book[page.title][cell.coordinate].value
                if isinstance(cell.value, int | float) and isinstance(other, int | float):
                    same = abs(cell.value - other) < float(CENT)
                else:
                    same = (cell.value or "") == (other or "")
                if not same:
                    wrong.append((page.title, cell.coordinate, cell.value, other))
    return wrong


@pytest.mark.parametrize("name", SAMPLES)
def test_changed_wage_and_rate(name: str, need_soffice: Path, tmp_path: Path) -> None:
    group = estimated(name).estimate.wages[-1].group
    changes = {f"wage_{group}": Decimal("4333.35"), "param_pension_rate": Decimal("15.5")}
    data = edited(to_xlsx(estimated(name)), changes)
    book = recalculated(need_soffice, data, tmp_path)
    again = estimated(name, f"wages.{group}=4333.35", "parameters.pension_rate=15.5").estimate
    assert again.price.annual != estimated(name).estimate.price.annual
    assert not disagreements(book, again)


@pytest.mark.parametrize("pricing", PRICINGS)
def test_sites_taxpayers_and_roundings(pricing: str, need_soffice: Path, tmp_path: Path) -> None:
    done = made(pricing)
    changes = {"wage_guard": Decimal(4713), "param_own_price": Decimal("81.3")}
    book = recalculated(need_soffice, edited(to_xlsx(done), changes), tmp_path)
    again = made(pricing, wage=4713, own_price=Decimal("81.3")).estimate
    assert not disagreements(book, again)


def test_changed_persons(need_soffice: Path, tmp_path: Path) -> None:
    """Two persons fewer in the control room: more overtime, less of everything else."""
    name, post = "baocheng-primary-school", "fire_control_operator"
    changes = {f"persons_{post}": Decimal(4)}
    book = recalculated(need_soffice, edited(to_xlsx(estimated(name)), changes), tmp_path)
    own = (f"posts.{post}.persons=4", f"posts.{post}.reason=试算")
    assert not disagreements(book, estimated(name, *own).estimate)
