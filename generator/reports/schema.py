"""JSON Schema of the file kinds, from the models, with Chinese titles for editors."""

from __future__ import annotations

import difflib
from typing import Any

from generator.errors import fail
from generator.library.kinds import ALL_KINDS


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file."""
    found = ALL_KINDS.get(kind)
    if found is None:
        close = difflib.get_close_matches(kind, list(ALL_KINDS), 1, 0.5)
        hint = f"是否想写 {close[0]}" if close else "可用：" + "、".join(ALL_KINDS)
        raise fail("unknown-kind", f"不认识的文件种类 {kind}", hint)
    schema = found.model.model_json_schema(by_alias=True, mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": found.title,
    }
