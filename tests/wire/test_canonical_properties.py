"""
Whatever is asked: what a key forgets changes nothing, and anything else makes another key.
"""

import copy
import json

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stages.keyed import CREATE, UPLOAD, key

from mockgemini.exchange import Body, Request
from mockgemini.redaction import Redactor
from mockgemini.wire.canonical import Canonical, canonical, quick

FEWER = settings(max_examples=60, deadline=None)

LEAVES = st.one_of(
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(max_size=8),
)
JSON = st.recursive(
    LEAVES | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5) | st.sampled_from(["result", "type"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
BODIES = st.fixed_dictionaries(
    {"input": JSON | st.text()},
    optional={
        "model": st.sampled_from(["gemini-2.5-flash", "models/gemini-2.5-pro"]),
        "stream": st.just(value=True),
        "tools": st.lists(st.fixed_dictionaries({"name": st.text(), "parameters": JSON})),
        "response_format": JSON,
        "generation_config": st.dictionaries(st.sampled_from("abc"), LEAVES),
    },
)


def reordered(body, _):
    if isinstance(body, dict):
        return {name: reordered(body[name], _) for name in reversed(body)}
    return [reordered(item, _) for item in body] if isinstance(body, list) else body


def with_floats(body, _):
    if isinstance(body, dict):
        return {name: with_floats(item, _) for name, item in body.items()}
    if isinstance(body, list):
        return [with_floats(item, _) for item in body]
    is_exact = type(body) is int and abs(body) < 2**53
    return float(body) if is_exact else body


def with_silence(body, pick):
    return body | {f"unset_{pick}": None} | ({} if "stream" in body else {"stream": False})


def with_prefix(body, _):
    model = body.get("model")
    return body | {"model": "models/" + model.removeprefix("models/")} if model else body


def respelled(body, pick):
    """
    The input in another of the spellings of one user's turn.
    """
    text = body["input"]
    if not isinstance(text, str):
        return body
    part = {"type": "text", "text": text}
    spellings = [
        part,
        [part],
        [{"role": "user", "content": text}],
        [{"content": [part], "role": "user"}],
        [{"type": "user_input", "content": [part]}],
        {"type": "user_input", "content": part},
    ]
    return body | {"input": spellings[pick % len(spellings)]}


FORGOTTEN = [reordered, with_floats, with_silence, with_prefix, respelled]


@FEWER
@given(BODIES, st.lists(st.tuples(st.sampled_from(FORGOTTEN), st.integers(0, 9)), max_size=5))
def test_forgotten_changes_leave_the_key_alone(body, changes):
    """
    Any chain of changes that say nothing leads to the same key.
    """
    changed = copy.deepcopy(body)
    for change, pick in changes:
        changed = change(changed, pick)

    assert key(body) == key(changed)


def leaves(value, path=()):
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path, value


def replaced(value, path, new):
    value = copy.deepcopy(value)
    inner = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = new
    return value


@FEWER
@given(BODIES, LEAVES, st.data())
def test_any_other_change_of_a_leaf_changes_the_key(body, new, data):
    """
    One leaf changed to another value is another request.
    """
    path, old = data.draw(st.sampled_from(list(leaves(body)) or [(("input",), None)]))
    assume(old is not None and (old != new or isinstance(old, bool) != isinstance(new, bool)))
    assume(path != ("stream",) or new is not False)
    assume(
        path != ("model",) or str(old).removeprefix("models/") != str(new).removeprefix("models/")
    )

    assert key(body) != key(replaced(body, path, new))


@FEWER
@given(JSON, st.sampled_from(["get", "GET"]), st.text(max_size=5))
def test_text_is_the_whole_value(body, method, path):
    """
    A canonical request is read back from its text.
    """
    form = Canonical(method, path, (("a", "b"),), "r", (("offset", "0"),), body, "")

    again = Canonical.read(form.text())

    assert form.text() == again.text()
    assert form.key() == again.key()


@FEWER
@given(BODIES, BODIES)
def test_equal_quick_keys_mean_equal_keys(first, second):
    """
    Whenever the quick keys agree, the canonical ones do.
    """
    requests = [
        Request("POST", CREATE, body=Body.of(json.dumps(body).encode())) for body in (first, second)
    ]

    quick_keys = [quick(each, "r") for each in requests]

    assert quick_keys[0] != quick_keys[1] or key(first) == key(second)
    assert quick_keys[0] == quick(requests[0], "r")


@FEWER
@given(BODIES, st.sampled_from([CREATE, "/v1/files", f"/v1/interactions/a?x={'y' * 9}", UPLOAD]))
def test_what_has_no_secrets_needs_no_redactor(body, path):
    """
    Whether secrets are looked for makes no difference where there are none, or none any more.
    """
    text = json.dumps(body)
    secret = f'{{"input":{text},"key":"AIza{"x" * 35}"}}'
    for said in (text, Redactor().clean(secret)):
        asked = Request("POST", *path.partition("?")[::2], body=Body.of(said.encode()))

        assert canonical(asked, "r") == canonical(asked, "r", redactor=None)
