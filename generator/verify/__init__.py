"""Reading the finished file again and comparing it with what was composed and calculated."""

from generator.verify.package import Verification, verify_package

__all__ = ["Verification", "verify_package"]
