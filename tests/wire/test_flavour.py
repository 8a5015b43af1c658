import pytest

from mockgemini.exchange import Request
from mockgemini.wire.flavour import NEWEST, Flavour, flavour_of


@pytest.mark.parametrize(
    ("client", "sdk"),
    [
        pytest.param("google-genai-sdk/1.55.0 gl-python/3.11.7", (1, 55), id="python"),
        pytest.param("google-genai-sdk/1.33.0 gl-node/v20.20.2", (1, 55), id="javascript"),
        pytest.param("google-genai-sdk/2.13.0 gl-node/v20.20.2", (2, 13), id="javascript 2"),
        pytest.param("google-genai-sdk/1.75.0", (1, 75), id="language not told"),
        pytest.param("x/1 google-genai-sdk/3.4.0 gl-python/3.12", (3, 4), id="amid others"),
        pytest.param("curl/8", None, id="another client"),
        pytest.param(None, None, id="no header"),
    ],
)
def test_who_asks(client, sdk):
    """
    The SDK tells its release; JavaScript's is told as the Python release of the same days.
    """
    headers = () if client is None else (("x-goog-api-client", client),)

    assert Flavour(sdk) == flavour_of(Request("POST", "/v1/interactions", headers=headers))


def test_order():
    """
    A release is before later ones only, and what is not known is the newest.
    """
    assert Flavour((1, 67)).is_before(1, 68)
    assert not Flavour((1, 68)).is_before(1, 68)
    assert not Flavour((2, 0)).is_before(1, 68)
    assert not NEWEST.is_before(99, 0)
