"""One case: a profile with its company and tender on a day. Everything a run is computed from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
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

    @property
    def required_posts(self) -> tuple[RequiredPost, ...]:
        """The posts that somebody else fixed: the tender's, else the profile's own demand."""
        if self.tender is not None and self.tender.required_posts:
            return self.tender.required_posts
        return self.profile.required_posts
