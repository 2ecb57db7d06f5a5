"""Statutes in texts: registered, in force on the day, cited by checked articles, and listed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.checks.references import near
from generator.checks.texts import WrittenText, written_texts
from generator.errors import Place, Problem
from generator.expression import ExpressionError, law_citations
from generator.model.knowledge_base import KnowledgeBase


def laws(kb: KnowledgeBase, today: datetime.date) -> Iterator[Problem]:
    """Statutes are registered, in force, cited by checked articles, and listed in ``cites``."""
    for text in written_texts(kb):
        try:
            printed = list(law_citations(text.entry.text))
        except ExpressionError:
            continue
        for law_id, article, line in printed:
            yield from _law_problem(law_id, article, text.place(line), kb, today)
        yield from _unlisted(text, {law for law, _, _ in printed})


def _law_problem(
    law_id: str, article: int | None, place: Place, kb: KnowledgeBase, today: datetime.date
) -> Iterator[Problem]:
    law = kb.laws.get(law_id)
    if law is None:
        yield Problem(place, "unknown-law", f"法规登记没有 {law_id}", near(law_id, kb.laws))
    elif law.until is not None and law.until <= today:
        successor = kb.laws.get(law.replaced_by or "")
        hint = f"改引 {successor.id}《{successor.title}》" if successor else "删除该引用"
        message = f"《{law.title}》已于 {law.until} 失效"
        yield Problem(place, "repealed-law", message, hint)
    elif article is not None and article not in law.articles:
        message = f"《{law.title}》第 {article} 条未登记为已核条文"
        hint = "核对原文后加入 laws.yaml 的 articles"
        yield Problem(place, "unlisted-article", message, hint)


def _unlisted(text: WrittenText, printed: set[str]) -> Iterator[Problem]:
    listed = {citation.partition(":")[0] for citation in text.entry.cites}
    for law_id in sorted(printed - listed):
        message = f"正文引用了 {law_id}，cites 未列出"
        yield Problem(text.part("cites"), "uncited-law", message, "补入 cites")
    for law_id in sorted(listed - printed):
        message = f"cites 列出的 {law_id} 在正文没有引用"
        yield Problem(text.part("cites"), "uncited-law", message, "删去或在正文引用")
