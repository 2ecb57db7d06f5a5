"""The references of the price volume: price, parts, lines, the buyer's table, the grounds."""

from __future__ import annotations

from decimal import Decimal

from generator.compose import formatting as fmt
from generator.compose.references import References
from generator.model.estimate import GROUNDS, Estimate, Ground, Operand, TableRow
from generator.model.tender import Tender

TABLE_FORM = "buyer-quotation"
"""The form that holds the buyer's own table alone, where a tender lists it among its forms."""
YEARLY = "元/年"


def _lists_form(tender: Tender, form: str) -> bool:
    return any(form in node.forms for volume in tender.volumes for node in volume.nodes)


def put_price(refs: References, estimate: Estimate, tender: Tender | None) -> None:
    """Register the price, its parts and lines, and the buyer's own table."""
    price = estimate.price
    refs.names["price"] = {
        "annual": price.annual,
        "monthly": price.monthly,
        "parts": len(price.parts),
        "table": bool(price.table),
        "table_form": tender is not None and _lists_form(tender, TABLE_FORM),
    }
    for name in ("annual", "monthly"):
        value: Decimal = getattr(price, name)
        refs.put(f"price.{name}", fmt.money(value) + "元", "报价")
        refs.put(f"price.{name}_amount", fmt.money(value), "报价")
        refs.put(f"price.{name}_capital", fmt.capital_amount(value), "报价大写")
        refs.names["price"][f"{name}_amount"] = value
        refs.names["price"][f"{name}_capital"] = value
    for part in price.parts:
        refs.put(f"price.parts.{part.id}", fmt.money(part.annual), part.title)
    for line in price.quote_lines:
        refs.put(f"price.lines.{line.id}", fmt.money(line.annual), line.title)
        refs.put(f"price.basis.{line.id}", line.basis, line.title)
    for row in price.table:
        _put_table_row(refs, row)
    listed = sum((row.annual for row in price.table if row.in_total), Decimal(0))
    refs.put("price.table.total", fmt.money(listed), price.table_title)


def _put_table_row(refs: References, row: TableRow) -> None:
    """A row of the buyer's own table: quantity, unit price, times, amounts."""
    ref = f"price.table.{row.id}"
    refs.put(f"{ref}.annual", fmt.money(row.annual), row.title)
    refs.put(f"{ref}.monthly", fmt.money(row.annual / 12), row.title)
    refs.put(f"{ref}.times", fmt.number(row.times), row.title)
    refs.put(f"{ref}.quantity", fmt.number(row.quantity or 0), row.title)
    if row.unit_price is not None:
        refs.put(f"{ref}.unit_price", fmt.number(row.unit_price), row.title)


def put_grounds(refs: References, grounds: tuple[Ground, ...]) -> None:
    """Register why the price is not below cost: whether each ground holds, and its figures.

    Conditions may ask ``grounds.<id>``; a ground that the case does not have does not hold.
    """
    refs.names["grounds"] = dict.fromkeys(GROUNDS, False) | {g.id: g.holds for g in grounds}
    for ground in grounds:
        for number, figure in enumerate(ground.figures):
            ref = f"grounds.{ground.id}.{number}"
            refs.put(ref, _figure(figure), figure.name)


def _figure(figure: Operand) -> str:
    if not isinstance(figure.value, Decimal):
        return figure.value
    if figure.unit.startswith("元"):
        return fmt.money(figure.value) + figure.unit
    return fmt.quantity(figure.value, figure.unit)
