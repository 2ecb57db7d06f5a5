"""One document never shows two values of one service indicator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.errors import Place, Problem
from generator.model.knowledge import Kpi
from generator.verify.reread import ReadFile

SAYING = (
    r"(?:应当|应|须|目标值|目标|指标|承诺值|承诺|要求|标准|实际|全年|达到|达|保持|控制|不低于|不少于|不高于"
    r"|不超过|在|为|值|≥|>=|≤|<=|＝|=|:|：|（|“|”|\s)*"
)
"""What may stand between an indicator and its value; “低于” speaks of a breach, not of the aim."""
_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_ROW = 5
"""How many cells behind the name of an indicator belong to its row at most."""


def names_pattern(names: Iterable[str]) -> str:
    """Return an alternation of names, the longest first, so that no shorter one is taken for it."""
    return "(" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + ")"


def indicator_problems(
    stem: str, found: ReadFile, kpis: Mapping[str, Kpi], texts: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield each place where the name of an indicator is followed by a value that is not its own.

    Within a paragraph the number follows the name; in a table it stands alone in a later cell.
    """
    names = {name: kpi for kpi in kpis.values() for name in (kpi.title, *kpi.aliases)}
    if not names:
        return
    pattern = re.compile(names_pattern(names) + SAYING + _NUMBER + r"\s*([%％‰]|[一-鿿]*)")
    body = [p.text for p in found.paragraphs[found.body_start :] if p.text.strip()]
    for index, text in enumerate(body):
        kpi = names.get(text.strip())
        if kpi is not None:
            said = _cells(kpi, body[index + 1 : index + 1 + _ROW], names)
        else:
            said = []
            for match in pattern.finditer(text):
                kpi = names[match.group(1)]
                if match.group(3).replace("％", "%").startswith(kpi.unit):
                    yield from _compared(stem, kpi, [match.group(2)], texts, match.group(0))
            continue
        yield from _compared(stem, kpi, said, texts, text)


def _cells(kpi: Kpi, following: Sequence[str], names: Mapping[str, Kpi]) -> list[str]:
    cell = re.compile(SAYING + _NUMBER + r"\s*" + re.escape(kpi.unit) + r"\Z")
    said: list[str] = []
    for text in following:
        if text.strip() in names:
            break
        match = cell.match(text.strip())
        if match:
            said.append(match.group(1))
    return said


def _compared(
    stem: str, kpi: Kpi, said: Sequence[str], texts: Mapping[str, str], where: str
) -> Iterator[Problem]:
    right = re.findall(_NUMBER, texts.get(f"kpi.{kpi.id}", ""))
    if said and right and not any(float(value) == float(right[0]) for value in said):
        message = f"{kpi.title}应为 {right[0]}{kpi.unit}，文中另有“{where.strip()}”（{said[0]}）"
        hint = f"改用 {{{{ kpi.{kpi.id} }}}}，一个指标只有一个值"
        yield Problem(Place(f"{stem}.docx"), "kpi-contradiction", message, hint)
