"""The command line: parses, prints, and sets exit codes; everything else lives below.

Command modules import the engine inside their functions, so that ``--help`` stays quick.
"""

from __future__ import annotations

import sys

import click

from generator import __version__
from generator.cli.checking import check
from generator.cli.documents import bid, plan
from generator.cli.figures import estimate, explain
from generator.cli.knowledge import kb, schema
from generator.cli.roster import roster
from generator.cli.scenarios import compare, fit, offer
from generator.errors import InputError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="wuye")
def commands() -> None:
    """物业投标文件与管理方案生成器 / Property-service bids and plans from data."""


for command in (bid, plan, estimate, explain, compare, fit, offer, roster, check, schema, kb):
    commands.add_command(command)


def main() -> None:
    """Run a command; bad input ends with ``file:line:col: CODE message`` and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        commands(prog_name="wuye")
    except InputError as error:
        for line in dict.fromkeys(problem.line() for problem in error.problems):
            click.echo(f"wuye{line}" if line.startswith(":") else line, err=True)
        sys.exit(error.exit_code)
