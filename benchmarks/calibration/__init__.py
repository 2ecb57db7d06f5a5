"""How far the headcount rules lie from real projects: ``make calibrate``.

Facts go in as the source states them, at L3 unless the case names a grade; the services asked for
are those that the source counts. What a source leaves unsaid stays unsaid.
"""
