"""The month's shift plan of every relief pool, which proves a headcount or proves it impossible."""

from generator.roster.inputs import Inputs, Wishes
from generator.roster.month import month_of
from generator.roster.plan import PoolPlan, RosterPlan, plan_month, plan_pool
from generator.roster.task import WorkHours

__all__ = [
    "Inputs",
    "PoolPlan",
    "RosterPlan",
    "Wishes",
    "WorkHours",
    "month_of",
    "plan_month",
    "plan_pool",
]
