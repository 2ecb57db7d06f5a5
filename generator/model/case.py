"""One case: a profile with its company and tender on a day. Everything a run is computed from."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.errors import Place
from generator.model.company import Company
from generator.model.profile import Profile
from generator.model.tender import RequiredPost, Tender


@dataclass(frozen=True)
class Case:
    """Inputs of one run; ``places`` maps (file role, dotted path) to the position in that file."""

    name: str
    profile: Profile
    company: Company
    tender: Tender | None
    as_of: datetime.date
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)

    def place(self, role: str, path: str) -> Place:
        """Return the position of a path in the profile, company or tender file.

        Falls back to the nearest parent that stands in the file.
        """
        while path:
            if (role, path) in self.places:
                return self.places[role, path]
            path = path.rpartition(".")[0]
        return self.places.get((role, ""), Place())

    def finding_place(self, where: str) -> Place:
        """Return where the inputs say what a finding is about; the whole profile if nowhere.

        Figures may stand in the company's file, the buyer's table and budget in the tender's.
        """
        for role, path in self._candidates(where):
            if (role, path) in self.places:
                return self.places[role, path]
        return self.place("profile", where)

    def _candidates(self, where: str) -> Iterator[tuple[str, str]]:
        head, _, rest = where.partition(".")
        yield "profile", where
        if head in ("wages", "parameters") and rest:
            yield "company", where
        if where.startswith("price.table"):
            row = where.removeprefix("price.table").removeprefix(".")
            for role, holder in (("tender", self.tender), ("profile", self.profile)):
                table = None if holder is None else holder.quotation_table
                ids = [] if table is None else [entry.id for entry in table.rows]
                if row in ids:
                    yield role, f"quotation_table.rows.{ids.index(row)}"
                if table is not None:
                    yield role, "quotation_table"
        elif head == "price":
            yield "profile", "pricing"
            yield "tender", "budget"
        if head in ("headcount", "pools", "posts"):
            yield "tender", "required_posts"
            yield "profile", "required_posts"
            yield "profile", "service"

    @property
    def required_posts(self) -> tuple[RequiredPost, ...]:
        """The posts that somebody else fixed: the tender's, else the profile's own demand."""
        if self.tender is not None and self.tender.required_posts:
            return self.tender.required_posts
        return self.profile.required_posts
