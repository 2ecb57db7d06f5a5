"""How a price is moved to a target: rates of the chain, wages above the floor, the last rounding.

Every price comes from the engine. Prices never fall when a rate or a wage rises, so whole-number
bisection finds the last step that keeps the target, and the shortest rate that meets it exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.errors import InputError
from generator.model.case import Case
from generator.model.estimate import Estimate
from generator.model.knowledge import Concession, PriceChain, PriceStep
from generator.model.knowledge_base import KnowledgeBase
from generator.parameters import Parameters
from generator.rules import estimate
from generator.rules.chains import COST
from generator.scenarios.grounds import margin_of
from generator.scenarios.variants import chains_of, weights_of, with_parameters, with_wages

NOTE = "按目标总价测算"
YUAN = Decimal(1)
CENT = Decimal("0.01")
PARTS = 10_000
"""Steps between the floor of the wages and the wages as they are."""
MAX_RATE = Decimal(200)
"""No rate of a price chain is searched above this (per cent)."""
MAX_DIGITS = 10


@dataclass(frozen=True)
class Setting:
    """Rates and wages of one attempt; what is absent stays as the case has it."""

    rates: Mapping[str, Decimal] = field(default_factory=dict)
    wages: Mapping[str, Decimal] = field(default_factory=dict)

    def with_rate(self, name: str, value: Decimal) -> Setting:
        """Return the setting with another rate."""
        return replace(self, rates={**self.rates, name: value})


@dataclass(frozen=True)
class Levers:
    """A case whose rates and wages can be set, and the engine that prices every setting."""

    kb: KnowledgeBase
    case: Case

    def estimate(self, setting: Setting) -> Estimate:
        """Run the engine on a setting."""
        changed = with_wages(self.case, setting.wages, NOTE)
        return estimate(self.kb, with_parameters(changed, setting.rates, NOTE))

    def price(self, setting: Setting) -> Decimal:
        """Return the yearly price of a setting."""
        return self.estimate(setting).price.annual

    def concessions(self) -> list[Concession]:
        """Return what gives way in this case's chain, in the order of the weights file.

        An optional step whose rate nobody gives is not in the price, so it has nothing to give.
        """
        rates = {step.rate for step in self.steps() if step.rate}
        known = Parameters(self.kb, self.case)
        listed = weights_of(self.kb).concessions
        return [item for item in listed if item.rate in rates and known.find(item.rate)]

    @property
    def chains(self) -> list[PriceChain]:
        """The price chains of the case; several taxpayers have several."""
        return chains_of(self.kb, self.case)

    def steps(self) -> list[PriceStep]:
        """Return the steps of all chains."""
        return [step for chain in self.chains for step in chain.steps]

    def rate(self, name: str) -> Decimal:
        """Return a rate as the case has it."""
        return Parameters(self.kb, self.case).number(name)

    def unrounded(self) -> Levers:
        """Return the levers without the last rounding."""
        return self.with_rounding(CENT)

    def with_rounding(self, round_to: Decimal, last: Decimal | None = None) -> Levers:
        """Return the levers with the last step of every chain rounding to so many yuan.

        The chain of the last taxpayer rounds to ``last`` where that is given: one chain takes the
        tail of the whole. Taxpayers that share a chain get copies of their own.
        """
        pricing = self.case.profile.pricing
        known = self.kb.chains
        if not pricing.taxpayers:
            chain = _rounding_to(known[pricing.chain], round_to if last is None else last)
            return replace(self, kb=replace(self.kb, chains={**known, chain.id: chain}))
        copies: dict[str, PriceChain] = {}
        taxpayers = []
        for number, taxpayer in enumerate(pricing.taxpayers, start=1):
            is_last = last is not None and number == len(pricing.taxpayers)
            own = _rounding_to(known[taxpayer.chain], last if is_last and last else round_to)
            name = f"{taxpayer.chain}-of-{number}"
            copies[name] = own.model_copy(update={"id": name})
            taxpayers.append(taxpayer.model_copy(update={"chain": name}))
        changed = pricing.model_copy(update={"taxpayers": tuple(taxpayers)})
        profile = self.case.profile.model_copy(update={"pricing": changed})
        return Levers(
            replace(self.kb, chains={**known, **copies}), replace(self.case, profile=profile)
        )

    def last_total(self, made: Estimate) -> Decimal:
        """Return what the last taxpayer's chain prices, or the whole price of a single chain."""
        taxpayers = self.case.profile.pricing.taxpayers
        if not taxpayers:
            return made.price.annual
        last = taxpayers[-1]
        steps = (s.amount for s in made.price.chain if s.id.startswith(f"{last.id}_"))
        costs = (made.cost.by_department.get(name, Decimal(0)) for name in last.departments)
        return sum(steps, Decimal(0)) + sum(costs, Decimal(0))


def _rounding_to(chain: PriceChain, round_to: Decimal) -> PriceChain:
    """Return a chain whose last step rounds to so many yuan; one without such a step gets one."""
    steps = list(chain.steps)
    places = [i for i, step in enumerate(steps) if step.round_to is not None]
    if places:
        steps[places[-1]] = steps[places[-1]].model_copy(update={"round_to": round_to})
    else:
        base = (COST, *(step.id for step in steps))
        tail = PriceStep(id="tail", title="尾差", round_to=round_to, base=base, group="rounding")
        steps.append(tail)
    return chain.model_copy(update={"steps": tuple(steps)})


def lowered_wages(
    wages: Mapping[str, Decimal], floors: Mapping[str, Decimal], part: int
) -> dict[str, Decimal]:
    """Return wages ``part`` of ``PARTS`` of the way up from their floors, in whole yuan."""
    found = {}
    for group, wage in wages.items():
        floor = floors[group]
        share = (floor + (wage - floor) * part / PARTS) // YUAN * YUAN
        found[group] = wage if part == PARTS else max(floor, share)
    return found


def last_within(low: int, high: int, holds: Callable[[int], bool]) -> int | None:
    """Return the greatest whole number from low to high for which a falling condition holds."""
    if not holds(low):
        return None
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low


def exact_rate(levers: Levers, setting: Setting, name: str, target: Decimal) -> Found | None:
    """Return the shortest rate that gives the target price to the fen, or None.

    A rate at which the last rounding would eat into the cost does not count.
    """
    for tried in _roundings(levers, target):
        setter = _shortest(tried, setting, name, target)
        if setter is not None:
            return Found(tried, setter)
    return _with_tail(levers, setting, name, target)


@dataclass(frozen=True)
class Found:
    """Levers and setting that meet a target exactly."""

    levers: Levers
    setting: Setting


def _roundings(levers: Levers, target: Decimal) -> Iterator[Levers]:
    """The chain as it is, else with coarser roundings that divide the target."""
    steps = [step.round_to for step in levers.steps() if step.round_to is not None]
    if all(target % step == 0 for step in steps):
        yield levers
    if steps and target % YUAN == 0:
        yield levers.with_rounding(YUAN)


def _shortest(levers: Levers, setting: Setting, name: str, target: Decimal) -> Setting | None:
    for found in _closer(levers, setting, name, target):
        made = levers.estimate(found)
        if made.price.annual == target and margin_of(made) >= 0:
            return found
    return None


def _closer(levers: Levers, setting: Setting, name: str, target: Decimal) -> Iterator[Setting]:
    """Yield the setting with the greatest rate whose price keeps the target, digit by digit.

    The greatest rate of one more digit lies less than one unit above that of fewer digits.
    """
    low, high = 0, int(MAX_RATE)
    for digits in range(MAX_DIGITS + 1):
        unit = Decimal(1).scaleb(-digits)

        def keeps(number: int, unit: Decimal = unit) -> bool:
            try:
                return levers.price(setting.with_rate(name, number * unit)) <= target
            except InputError:  # a rate of the price itself has no meaning near 100 %
                return False

        found = last_within(low, high, keeps)
        if found is None:
            return
        yield setting.with_rate(name, found * unit)
        low, high = found * 10, found * 10 + 9


def _with_tail(levers: Levers, setting: Setting, name: str, target: Decimal) -> Found | None:
    """Come within fen of the target and let the last rounding step make up the tail.

    Tax is laid on in steps of its own, so that some totals in fen have no rate at all.
    """
    fine = levers.with_rounding(CENT)
    tried = list(_closer(fine, setting, name, target))
    if not tried:
        return None
    near = tried[-1]
    made = fine.estimate(near)
    last = fine.last_total(made) + target - made.price.annual
    if last <= 0:
        return None
    exact = levers.with_rounding(CENT, last)
    return Found(exact, near) if exact.price(near) == target else None
