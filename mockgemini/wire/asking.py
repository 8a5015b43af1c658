"""
The body of a request to create an interaction, read into a Brief, as far as the revisions agree.

Refuses what the API answers 400. Fields of the request and of `generation_config` must be known
ones; below contents, tools and configurations unknown ones are kept or passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mockgemini.jsontext import Json
from mockgemini.wire import format_asking, input_asking, tool_asking
from mockgemini.wire.brief import Brief, Format, Generation, Webhook
from mockgemini.wire.complaints import Complaint
from mockgemini.wire.given import Given, string, wrong
from mockgemini.wire.outcome import Turn

_TIERS = ("flex", "standard", "priority", "deferred")
_LEVELS = ("minimal", "low", "medium", "high", "xhigh")
_SUMMARIES = ("auto", "none")
_AGENT_CONFIGS = ("dynamic", "deep-research", "antigravity", "code-mender")

# Known to SDKs, of no consequence to us.
_KEPT = frozenset({"cached_content", "safety_settings"})
_KEPT_OF_GENERATION = frozenset(
    {"frequency_penalty", "presence_penalty", "transcription_config", "video_config"}
)

_INT32 = 2**31 - 1


def read(
    body: Json, read_turns: Callable[[Json], tuple[Turn, ...]], messages: tuple[str, ...]
) -> Brief:
    """
    The whole request; raises Refused. `messages`: the types of steps that hold contents, if any.
    """
    given = Given(body)
    model, agent = _addressee(given)
    generation, image = _generation(given, is_agent=agent is not None)
    functions, tools = tool_asking.read(given)
    formats = format_asking.read(given)
    if image is not None and not any(each.kind == image.kind for each in formats):
        formats += (image,)
    store, background = given.truth("store"), given.truth("background") or False
    if background and store is False:
        raise Complaint.BACKGROUND_NOT_STORED.refused()
    token = given.text("continuation_token") or None
    brief = Brief(
        model=model,
        agent=agent,
        input=_input(given, messages, is_needed=token is None),
        turns=read_turns(body),
        previous_interaction_id=given.text("previous_interaction_id") or None,
        system_instruction=given.text("system_instruction"),
        functions=functions,
        tools=tools,
        generation=generation,
        formats=formats,
        modalities=format_asking.read_modalities(given),
        agent_config=_agent_config(given, is_agent=agent is not None),
        stream=given.truth("stream") or False,
        store=store is not False,
        background=background,
        service_tier=given.choice("service_tier", _TIERS),
        webhook=_webhook(given),
        environment=_environment(given),
        continuation_token=token,
        labels=_labels(given),
        extra={key: given.value(key) for key in tuple(given.left) if key in _KEPT},
    )
    _check_all_known(given)
    return brief


def _addressee(given: Given) -> tuple[str | None, str | None]:
    model = (given.text("model") or "").removeprefix("models/") or None
    agent = given.text("agent") or None
    if model is None and agent is None:
        raise Complaint.NO_MODEL.refused()
    if model is not None and agent is not None:
        raise Complaint.MODEL_AND_AGENT.refused()
    return model, agent


def _input(given: Given, messages: tuple[str, ...], *, is_needed: bool) -> Json:
    value = given.value("input")
    if value is None or value in ("", []):
        if is_needed:
            raise Complaint.NO_INPUT.refused()
        return value
    input_asking.check(value, messages)
    return value


def _generation(given: Given, *, is_agent: bool) -> tuple[Generation, Format | None]:
    below = given.below("generation_config")
    if below is None:
        return Generation(), None
    if is_agent:
        raise Complaint.OF_MODELS_ONLY.refused(field="generation_config")
    image = format_asking.read_image_config(below)
    generation = Generation(
        temperature=below.number("temperature", 0, 2),
        top_p=below.number("top_p", 0, 1),
        seed=below.integer("seed", -_INT32 - 1, _INT32),
        stop_sequences=below.texts("stop_sequences"),
        max_output_tokens=below.integer("max_output_tokens", 1, _INT32),
        thinking_level=below.choice("thinking_level", _LEVELS),
        thinking_summaries=below.choice("thinking_summaries", _SUMMARIES),
        tool_choice=tool_asking.read_choice(below),
        speech=_speech(below),
        extra={key: below.value(key) for key in tuple(below.left) if key in _KEPT_OF_GENERATION},
    )
    _check_all_known(below)
    return generation, image


def _speech(given: Given) -> tuple[Mapping[str, Json], ...]:
    """
    The speakers: a list of them, one alone, or a list below `speakers`.
    """
    value, place = given.value("speech_config"), given.at("speech_config")
    if isinstance(value, dict) and "speakers" in value:
        value, place = value["speakers"], f"{place}.speakers"
    listed = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(Given(item, f"{place}[{index}]").left for index, item in enumerate(listed))


def _agent_config(given: Given, *, is_agent: bool) -> Mapping[str, Json]:
    below = given.below("agent_config")
    if below is None:
        return {}
    if not is_agent:
        raise Complaint.OF_AGENTS_ONLY.refused(field="agent_config")
    kind = below.choice("type", _AGENT_CONFIGS)
    return below.left if kind is None else {"type": kind, **below.left}


def _webhook(given: Given) -> Webhook | None:
    below = given.below("webhook_config")
    if below is None:
        return None
    return Webhook(below.texts("uris"), below.object("user_metadata") or {})


def _environment(given: Given) -> Json:
    value = given.value("environment")
    if value is not None and not isinstance(value, str | dict):
        raise wrong(value, given.at("environment"), "a string or an object")
    return value


def _labels(given: Given) -> Mapping[str, Json]:
    labels = given.object("labels") or {}
    return {key: string(item, f"labels.{key}") for key, item in labels.items()}


def _check_all_known(given: Given) -> None:
    for key in given.left:
        raise Complaint.UNKNOWN_PARAMETER.refused(place=given.at(key))
