"""What all tests share: the outside tools they may need, and when a skip is a failure.

A test marked ``slow`` or ``strict`` skips with its reason, unless ``WUYE_FULL=1``; then it runs,
and a skip for whatever reason counts as a failure, so that a full run cannot pass by not testing.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FULL = os.environ.get("WUYE_FULL") == "1"
FULL_ONLY = ("slow", "strict")
TOOL_FIXTURES = ("need_soffice", "need_shared")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that rewrites golden files instead of comparing with them."""
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files of tests/golden"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what only a full run tests."""
    if FULL:
        return
    skip = pytest.mark.skip(reason="needs time or outside tools: set WUYE_FULL=1")
    for item in items:
        if any(item.get_closest_marker(name) for name in FULL_ONLY):
            item.add_marker(skip)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where the full run must not skip."""
    report = yield
    if FULL and report.skipped and not hasattr(report, "wasxfail") and _must_run(item):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} may not skip with WUYE_FULL=1. {reason}"
    return report


def _must_run(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return any(item.get_closest_marker(name) for name in FULL_ONLY) or any(
        name in fixtures for name in TOOL_FIXTURES
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def need_soffice() -> Path:
    """Return the LibreOffice executable."""
    from generator.layout.libreoffice import find_libreoffice

    found = find_libreoffice(os.environ.get("PATH", ""))
    if found is None:
        pytest.skip("LibreOffice Writer is not installed")
    return found


@pytest.fixture(scope="session")
def need_shared() -> Path:
    """Return the folder beside the checkout that holds the lint tools and the statutes' texts."""
    folder = ROOT.parent / "shared"
    if not (folder / "tools" / "docx_lint.py").is_file():
        pytest.skip("the folder ../shared with the lint tools is not there")
    return folder
