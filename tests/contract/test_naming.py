from samples.contract_cassettes import TALK, ask, cassette, reply, request, resource, stream

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.contract.naming import named, paired, whole_of
from mockgemini.exchange import Exchange, Payload, Reply, Stream
from mockgemini.wire.streaming import frame


def made(*pairs, header=None):
    """
    A cassette of requests and answers.
    """
    exchanges = tuple(Exchange(asked, answer, revision="steps") for asked, answer in pairs)
    return Cassette(header or Header(), exchanges)


def talk(name, text="It rains.", signature="c2lnbmF0dXJl"):
    """
    Two turns and a look at the second; everything that the service makes up has `name` in it.
    """
    thought = {"type": "thought", "signature": signature + name}
    said = {"type": "model_output", "content": [{"type": "text", "text": text}]}
    first = {"id": f"v1_{name}_1", "status": "completed", "steps": [thought, said]}
    history = [{"type": "user_input", "content": "Rain?"}, thought, said]
    return made(
        (ask(), reply(first)),
        (ask(input="Why?", previous_interaction_id=first["id"]), reply({"id": f"v1_{name}_2"})),
        (request("GET", f"/v1/interactions/v1_{name}_2"), reply({"id": f"v1_{name}_2"})),
        (ask(input=[*history, {"type": "user_input", "content": "Why?"}]), reply({})),
    )


def numbers(pairs):
    return [(one and one.number, other and other.number) for one, other in pairs]


def test_made_up_names_do_not_matter():
    """
    Ids in bodies and paths, signatures and words that are sent back are the same in both.
    """
    old, new = named(talk("a")), named(talk("b", "It pours.", "b3RoZXI="))

    assert [each.key for each in old] == [each.key for each in new]
    assert [(1, 1), (2, 2), (3, 3), (4, 4)] == numbers(paired(old, new))


def test_what_came_before_does_not_matter():
    """
    An exchange more at the beginning changes nothing for those behind it.
    """
    extra = made((ask(input="Snow?"), reply({"id": "v1_snow"}))).exchanges
    more = Cassette(exchanges=(*extra, *talk("b").exchanges))

    pairs = paired(named(talk("a")), named(more))

    assert [(1, 2), (2, 3), (3, 4), (4, 5), (None, 1)] == numbers(pairs)


def test_streams_bring_names_too():
    """
    What a stream has told is known by its id and by its words as a whole.
    """

    def streamed(identity):
        events = stream(TALK, "steps").events
        told = tuple(frame(e.name, {"interaction": {"id": identity}}, 0.0) for e in events[:1])
        following = ask(input="Why?", previous_interaction_id=identity)
        return made((ask(stream=True), Stream(200, (), told)), (following, reply({})))

    pairs = paired(named(streamed("v1_one")), named(streamed("v1_two")))

    assert [(1, 1), (2, 2)] == numbers(pairs)


def test_files_by_their_name():
    """
    Files are named anew as well, wherever the name stands in an address.
    """

    def uploaded(name):
        file = {"file": {"uri": f"https://google.test/v1beta/files/{name}"}}
        image = {"type": "image", "uri": file["file"]["uri"]}
        start = request("POST", "/upload/v1beta/files", {"file": {}})
        return made((start, reply(file)), (ask(input=[image]), reply({})))

    assert [(1, 1), (2, 2)] == numbers(paired(named(uploaded("abc1")), named(uploaded("xyz2"))))


def test_rules_of_the_header():
    """
    What a cassette was recorded to ignore is ignored here.
    """
    header = Header(ignore=("/labels",))
    old = made((ask(labels={"run": "1"}), reply({})), header=header)
    new = made((ask(labels={"run": "2"}), reply({})), header=header)

    assert named(old)[0].key == named(new)[0].key


def test_the_same_asked_twice():
    """
    Equal requests are paired in their order.
    """
    old, new = (made(*[(ask(), reply({}))] * count) for count in (2, 3))

    assert [(1, 1), (2, 2), (None, 3)] == numbers(paired(named(old), named(new)))


def test_what_is_alike():
    """
    A request put in other words is paired with the one that makes the same call.
    """
    old = made((ask(), reply({})), (request("GET", "/v1/interactions/v1_a"), reply({})))
    new = made(
        (ask(input="Sun?"), reply({})), (request("DELETE", "/v1/interactions/v1_a"), reply({}))
    )

    assert [(1, 1), (2, None), (None, 2)] == numbers(paired(named(old), named(new)))


def test_bodies_that_are_no_json():
    """
    A body without JSON stays as it is.
    """
    binary = type(ask())("POST", "/upload/v1beta/files", body=type(ask().body).of(b"\xff\0"))
    pairs = [(ask(), reply({"id": "v1_abcd"})), (binary, reply({}))]

    one, two = named(made(*pairs)), named(made(*pairs))

    assert [each.key for each in one] == [each.key for each in two]


def test_wholes():
    """
    The whole is a folded stream, a body, or the last state of a poll; None where there is none.
    """
    exchanges = cassette("steps").exchanges
    alien = Exchange(request("POST", "/v1beta/models/m:streamGenerateContent"), Stream(200))

    assert resource(TALK, "steps")["steps"] == whole_of(exchanges[0])["steps"]
    assert TALK.id == whole_of(exchanges[1])["id"]
    assert "completed" == whole_of(exchanges[4])["status"]
    assert whole_of(alien) is None
    assert whole_of(Exchange(ask(), Reply(200, (), Payload(b"hi")))) is None
