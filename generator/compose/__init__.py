"""Knowledge base, case and estimate to typed blocks. Formats figures, never computes one."""

from generator.compose.package import compose_bid, compose_plan

__all__ = ["compose_bid", "compose_plan"]
