"""Statutes as they stood on the day of a document."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from generator.model.knowledge import Law


def law_on(
    laws: Mapping[str, Law], day: datetime.date, law_id: str, number: int | None
) -> tuple[str, int | None]:
    """Return the statute and article that say the same thing on a day.

    A clause cites the text in force today; a bid dated before that text took effect cites its
    predecessor, where the register maps the articles of the one to the other.
    """
    law = laws.get(law_id)
    if law is None or law.in_force is None or law.in_force <= day:
        return law_id, number
    for old in laws.values():
        in_force = (old.in_force is None or old.in_force <= day) and (
            old.until is None or day < old.until
        )
        if old.replaced_by != law_id or not in_force:
            continue
        if number is None and not old.succession:
            return old.id, None
        for before, after in old.succession.items():
            if after == number:
                return old.id, before
    return law_id, number
