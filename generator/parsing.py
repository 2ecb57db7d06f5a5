"""Plain data to a frozen model: every pydantic error becomes a problem with its place."""

from __future__ import annotations

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.errors import InputError, Problem
from generator.source import Loaded

Model = TypeVar("Model", bound=BaseModel)

_MESSAGES: dict[str, tuple[str, str]] = {
    "missing": ("missing-key", "缺少必填项 {name}"),
    "extra_forbidden": ("unknown-key", "不认识的键 {name}"),
    "literal_error": ("bad-value", "“{input}”不是允许的取值，应为 {expected}"),
    "enum": ("bad-value", "“{input}”不是允许的取值，应为 {expected}"),
    "greater_than": ("out-of-range", "数值 {input} 应大于 {gt}"),
    "greater_than_equal": ("out-of-range", "数值 {input} 不应小于 {ge}"),
    "less_than": ("out-of-range", "数值 {input} 应小于 {lt}"),
    "less_than_equal": ("out-of-range", "数值 {input} 不应大于 {le}"),
    "string_pattern_mismatch": ("bad-id", "编号“{input}”写法不对，应匹配 {pattern}"),
    "string_too_long": ("out-of-range", "文字超过 {max_length} 个字符"),
    "bool_type": ("bad-value", "应为 true 或 false"),
    "bool_parsing": ("bad-value", "应为 true 或 false"),
    "int_type": ("bad-number", "应为整数"),
    "int_from_float": ("bad-number", "应为整数，不带小数"),
    "int_parsing": ("bad-number", "应为整数"),
    "tuple_type": ("bad-type", "应为列表（每项以“- ”开头）"),
    "dict_type": ("bad-type", "应为“键: 值”的组合"),
    "model_type": ("bad-type", "应为“键: 值”的组合"),
    "model_attributes_type": ("bad-type", "应为“键: 值”的组合"),
    "union_tag_invalid": ("bad-value", "“{tag}”不是允许的取值，应为 {expected_tags}"),
    "union_tag_not_found": ("missing-key", "缺少必填项 {discriminator}"),
    "too_short": ("bad-type", "至少应有 {min_length} 项"),
    "value_error": ("inconsistent", "{error}"),
}


def parse(loaded: Loaded, model: type[Model], path: tuple[str | int, ...] = ()) -> Model:
    """Validate loaded data (or the part of it at ``path``) as ``model``.

    Raises ``InputError`` with every problem, each at the line of the key or value it is about.
    """
    data: Any = loaded.data
    for element in path:
        data = data[element]
    if not isinstance(data, dict):
        place = loaded.place(path)
        raise InputError([Problem(place, "bad-type", "文件内容应为“键: 值”的组合")])
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise InputError([_problem(loaded, model, path, item) for item in details]) from None


def _problem(
    loaded: Loaded, model: type[BaseModel], path: tuple[str | int, ...], item: ErrorDetails
) -> Problem:
    kind = item["type"]
    location = (*path, *item["loc"])
    name = str(location[-1]) if location else ""
    code, template = _MESSAGES.get(kind, (kind if "-" in kind else "bad-value", item["msg"]))
    context = {key: str(value) for key, value in (item.get("ctx") or {}).items()}
    for key in ("expected", "expected_tags"):
        if key in context:
            context[key] = "、".join(_quoted(context[key]))
    raised = (item.get("ctx") or {}).get("error")
    if isinstance(raised, ValueError) and len(raised.args) == 2:  # (message, the key it is about)
        context["error"], location = str(raised.args[0]), (*location, str(raised.args[1]))
    shown = {"name": name, "input": _short(item.get("input")), **context}
    message = template.format_map(_Blank(shown)) if kind in _MESSAGES else template
    title = _title(model, item["loc"])
    if title and kind not in ("missing", "extra_forbidden"):
        message = f"{title}：{message}"
    hint = _nearest(model, item["loc"]) if kind == "extra_forbidden" else ""
    if kind == "missing" and title:
        hint = f"请填写{title}"
    if code == "bad-value" and "expected" in context:
        close = difflib.get_close_matches(shown["input"], context["expected"].split("、"), 1, 0.6)
        hint = f"是否想写 {close[0]}" if close else ""
    place = loaded.place(location, key=kind == "extra_forbidden")
    return Problem(place, code, message, hint)


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _quoted(expected: str) -> list[str]:
    return [word.strip("' ") for word in expected.replace(" or ", ",").split(",")]


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:40] + "…"


def _fields_at(model: type[BaseModel], location: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Follow a location through nested models; lists and dictionaries are stepped over."""
    current: Any = model
    for element in location:
        if isinstance(element, int):
            continue
        fields = getattr(current, "model_fields", None)
        if not fields or element not in fields:
            continue
        inner = _inner_model(fields[element].annotation)
        if inner is None:
            return None
        current = inner
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner_model(argument)
        if found is not None:
            return found
    return None


def _title(model: type[BaseModel], location: tuple[str | int, ...]) -> str:
    names = [element for element in location if isinstance(element, str)]
    if not names:
        return ""
    owner = _fields_at(model, tuple(names[:-1]))
    field = owner.model_fields.get(names[-1]) if owner else None
    return (field.title or "") if field else ""


def _nearest(model: type[BaseModel], location: tuple[str | int, ...]) -> str:
    owner = _fields_at(model, location[:-1])
    if owner is None:
        return ""
    known = [field.alias or name for name, field in owner.model_fields.items()]
    close = difflib.get_close_matches(str(location[-1]), known, 1, 0.6)
    return f"是否想写 {close[0]}" if close else "可用的键：" + "、".join(known[:12])
