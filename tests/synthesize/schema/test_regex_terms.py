"""
Languages as terms: they hold what the sets of texts that they stand for hold.
"""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.schema.regex_terms import Terms

A, B = ((97, 97),), ((98, 98),)
TEXTS = ["".join(letters) for size in range(4) for letters in product("ab", repeat=size)]

plans = st.recursive(
    st.sampled_from(["a", "b", "ab", "", "none", "anything"]),
    lambda inner: (
        st.tuples(st.sampled_from(["cat", "or", "and"]), inner, inner)
        | st.tuples(st.sampled_from(["not", "star", "plus", "twice", "maybe"]), inner)
    ),
    max_leaves=5,
)


def term(terms, plan):  # noqa: PLR0911 - one for each kind
    match plan:
        case "a":
            return terms.chars(A)
        case "b":
            return terms.chars(B)
        case "ab":
            return terms.chars(((97, 98),))
        case "" | "none" | "anything":
            return {"": terms.empty, "none": terms.none, "anything": terms.anything}[plan]
        case ("cat", one, other):
            return terms.cat(term(terms, one), term(terms, other))
        case ("or", one, other):
            return terms.either([term(terms, one), term(terms, other)])
        case ("and", one, other):
            return terms.both([term(terms, one), term(terms, other)])
        case ("not", inner):
            return terms.complement(term(terms, inner))
        case (kind, inner):
            times = {"star": (0, None), "plus": (1, None), "twice": (2, 2), "maybe": (0, 1)}
            return terms.repeat(term(terms, inner), *times[kind])


def holds(plan, text):  # noqa: C901, PLR0911 - one for each kind
    match plan:
        case "a" | "b" | "":
            return text == plan
        case "ab" | "none" | "anything":
            return plan == "anything" or (plan == "ab" and text in {"a", "b"})
        case ("cat", one, other):
            cuts = range(len(text) + 1)
            return any(holds(one, text[:cut]) and holds(other, text[cut:]) for cut in cuts)
        case ("or", one, other):
            return holds(one, text) or holds(other, text)
        case ("and", one, other):
            return holds(one, text) and holds(other, text)
        case ("not", inner):
            return not holds(inner, text)
        case ("twice", inner):
            return holds(("cat", inner, inner), text)
        case ("maybe", inner):
            return text == "" or holds(inner, text)
        case ("plus", inner):
            return holds(inner, text) or holds(("cat", inner, ("star", inner)), text)
        case ("star", inner):
            cuts = range(1, len(text) + 1)
            return text == "" or any(
                holds(inner, text[:cut]) and holds(plan, text[cut:]) for cut in cuts
            )


def derives(terms, term, text):
    for letter in text:
        term = terms.derived(term, ord(letter))
    return term.is_nullable


@given(plans.filter(lambda plan: "plus" not in str(plan)))
def test_a_term_holds_what_it_stands_for(plan):
    """
    Derived by a text, a term is nullable exactly if the text is in its language.
    """
    terms = Terms()
    made = term(terms, plan)

    assert [holds(plan, text) for text in TEXTS] == [derives(terms, made, text) for text in TEXTS]


@given(plans)
def test_the_steps_are_the_derivatives(plan):
    """
    Each character leads to where the derivative by it leads; what leads nowhere is left out.
    """
    terms = Terms()
    made = term(terms, plan)

    for ranges, to in terms.steps(made):
        assert to is terms.derived(made, ranges[0][0])
        assert to is not terms.none


def test_equal_terms_are_the_same():
    """
    However they came about, equal terms are one object.
    """
    terms = Terms()
    a, b = terms.chars(A), terms.chars(B)

    assert terms.either([a, b]) is terms.either([b, terms.none, a, b])
    assert terms.both([a, terms.anything]) is a
    assert terms.complement(terms.complement(b)) is b
    assert terms.chars(()) is terms.none
