"""What a budget buys: the optimum by brute force, floors kept, shortfalls named."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

import pytest

from generator.errors import InputError
from generator.model.case import Case
from generator.model.knowledge_base import KnowledgeBase
from generator.rules import estimate
from generator.scenarios.fitting import Chosen, fit
from generator.scenarios.solver import Option, Question, best_choice, cheapest_choice
from generator.scenarios.variants import asked_floors, scheme_of, weights_of, with_grades
from tests.rules import inputs

LABELS = ("L1", "L2", "L3", "L4", "L5")


@cache
def _everything(kb_id: int) -> dict[tuple[str, ...], Chosen]:
    kb, case = _KEPT[kb_id]
    weights = weights_of(kb).modules
    names = sorted(case.profile.service.modules)
    levels = {grade.label: grade.level for grade in scheme_of(kb, case).grades}
    found = {}
    for labels in itertools.product(LABELS, repeat=len(names)):
        grades = dict(zip(names, labels, strict=True))
        changed = with_grades(case, min(labels), grades)
        found[labels] = Chosen(
            changed,
            min(labels),
            grades,
            {name: levels[label] for name, label in grades.items()},
            sum((weights[n] * levels[label] for n, label in grades.items()), Decimal(0)),
            estimate(kb, changed),
        )
    return found


_KEPT: dict[int, tuple[KnowledgeBase, Case]] = {}


def everything(kb: KnowledgeBase, case: Case) -> dict[tuple[str, ...], Chosen]:
    """Every combination of grades with the engine's own price: 5³ estimates, made once."""
    _KEPT[id(kb)] = (kb, case)
    return _everything(id(kb))


@pytest.mark.parametrize("share", ["0", "0.07", "0.3", "0.55", "0.8", "1"])
def test_optimum_is_that_of_brute_force(kb: KnowledgeBase, case: Case, share: str) -> None:
    every = everything(kb, case)
    prices = sorted(chosen.price for chosen in every.values())
    budget = prices[0] + (prices[-1] - prices[0]) * Decimal(share)
    best = min((c for c in every.values() if c.price <= budget), key=Chosen.rank)
    found = fit(kb, case, budget)
    assert found.complete
    assert found.chosen is not None
    assert found.chosen.rank() == best.rank()
    assert dict(found.chosen.grades) == dict(best.grades)
    assert found.chosen.overall == best.overall
    assert found.chosen.price <= budget
    assert found.shortfall == 0


def test_more_money_never_buys_less(kb: KnowledgeBase, case: Case) -> None:
    values = []
    for budget in range(1_500_000, 5_500_001, 1_000_000):
        chosen = fit(kb, case, Decimal(budget)).chosen
        values.append(chosen.value if chosen else Decimal(0))
    assert values == sorted(values)
    assert values[-1] > values[0]


def test_too_small_a_budget_names_shortfall_and_floors(kb: KnowledgeBase, case: Case) -> None:
    cheapest = min(chosen.price for chosen in everything(kb, case).values())
    found = fit(kb, case, cheapest - Decimal("0.01"))
    assert found.chosen is None
    assert found.least is not None
    assert found.least.price == cheapest
    assert found.shortfall == Decimal("0.01")
    kinds = {floor.id: floor.kind for floor in found.floors}
    assert kinds["pools.fire_control"] == "law"
    assert kinds["contribution_floors"] == "law"
    saves = [floor.saves for floor in found.floors]
    assert saves == sorted(saves, reverse=True)
    assert all(saved > 0 for saved in saves)
    assert found.saves_at_minimum_wage is not None
    assert found.saves_at_minimum_wage > 0


def test_a_floor_saves_what_the_engine_says_without_it(kb: KnowledgeBase, case: Case) -> None:
    found = fit(kb, case, Decimal(1))
    assert found.least is not None
    room = next(floor for floor in found.floors if floor.id == "pools.fire_control")
    service = found.least.case.profile.model_copy(
        update={
            "estate": found.least.case.profile.estate.model_copy(update={"fire_control_rooms": 0})
        }
    )
    without = estimate(kb, inputs.case(service)).price.annual
    assert found.least.price - room.saves == without


def test_grades_asked_for_are_floors(kb: KnowledgeBase, case: Case) -> None:
    free = fit(kb, case, Decimal(1))
    floors = asked_floors(case, ["L2", "cleaning=L4"])
    bound = fit(kb, case, Decimal(1), floors)
    assert free.least is not None and bound.least is not None
    assert bound.least.grades["cleaning"] == "L4"
    assert min(bound.least.levels.values()) >= 2
    assert bound.least.price > free.least.price
    assert {"grades.cleaning"} <= {floor.id for floor in bound.floors}


def test_the_tender_ceiling_binds_below_the_budget(kb: KnowledgeBase, case: Case) -> None:
    every = everything(kb, case)
    ceiling = sorted(chosen.price for chosen in every.values())[len(every) // 2]
    capped = inputs.case(case.profile, tender_=inputs.tender(total=ceiling))
    found = fit(kb, capped, ceiling * 2)
    assert found.limit == ceiling
    assert found.chosen is not None
    assert found.chosen.price <= ceiling


def test_fixed_posts_stay_and_carry_no_more_than_they_can(kb: KnowledgeBase, case: Case) -> None:
    tender = inputs.tender({"gate_guard": 9, "fire_control_operator": 9, "cleaner": 21})
    service = case.profile.service.model_copy(update={"modules": ("security", "cleaning")})
    profile = case.profile.model_copy(update={"service": service})
    found = fit(kb, inputs.case(profile, tender_=tender), Decimal(50_000_000))
    assert found.chosen is not None
    heads = found.chosen.estimate.headcount
    assert heads.total == 39
    assert found.chosen.levels["cleaning"] == 3  # 60,000 m² ÷ 21 persons carry L2; L3 is asked for
    poor = fit(kb, inputs.case(profile, tender_=tender), Decimal(100_000))
    assert poor.chosen is None
    assert {"tender"} <= {floor.kind for floor in poor.floors}
    assert poor.least is not None
    assert poor.least.estimate.headcount.total == 39


def test_a_broken_floor_forbids_every_grade(kb: KnowledgeBase, case: Case) -> None:
    low = inputs.case(case.profile, company_=inputs.company({"cleaner": 1000}))
    found = fit(kb, low, Decimal(50_000_000))
    assert found.chosen is None
    assert any("最低工资" in message for message in found.broken)


def test_the_answer_is_the_same_every_time(kb: KnowledgeBase, case: Case) -> None:
    one, two = (fit(kb, case, Decimal(4_200_000)) for _ in range(2))
    assert one.chosen is not None and two.chosen is not None
    assert one.chosen.rank() == two.chosen.rank()
    assert one.confirmed == two.confirmed


def test_unknown_grades_and_lines_are_refused(kb: KnowledgeBase, case: Case) -> None:
    with pytest.raises(InputError, match="unknown-grade"):
        fit(kb, case, Decimal(1), {"cleaning": "一级"})
    with pytest.raises(InputError, match="unknown-module"):
        asked_floors(case, ["clening=L4"])


def question(options: Mapping[str, list[tuple[int, int]]], limit: int | None) -> Question:
    """A question with weights of one."""
    rows = {name: [Option(*pair) for pair in pairs] for name, pairs in options.items()}
    return Question(rows, dict.fromkeys(rows, 1), 0, limit, 1)


def test_ties_go_to_cost_and_then_to_the_first_id() -> None:
    same = {"a": [(1, 0), (2, 10)], "b": [(1, 0), (2, 10)]}
    assert best_choice(question(same, 10)) == (1, 0)
    cheaper = {"a": [(1, 0), (2, 10)], "b": [(1, 0), (2, 9)]}
    assert best_choice(question(cheaper, 10)) == (0, 1)
    assert best_choice(question(same, 10), [(1, 0)]) == (0, 1)
    assert best_choice(question(same, -1)) is None
    assert cheapest_choice(question(same, None)) == (0, 0)


def test_one_line_stays_at_the_lowest_level() -> None:
    rich = {"a": [(1, 0), (5, 1)], "b": [(1, 0), (5, 1)]}
    assert best_choice(question(rich, 100)) == (1, 0)
