"""Both directions of the estimate: what a change does, what a budget or a target price buys.

Everything here runs the rules engine on changed cases; there is no second formula for a person,
a cost or a price. ``variants`` changes cases, ``comparison`` lays estimates side by side,
``fitting`` chooses grades under a budget, ``offering`` lays a target price over the estimate,
``sensitivity`` moves its drivers. The solver is loaded only by ``fitting``.
"""
