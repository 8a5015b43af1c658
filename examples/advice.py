"""
One question, as in the README: what a program asks when it does not stream.

    mockgemini run --cassette cassettes/advice.yaml -- python examples/advice.py
"""

from google import genai


def advice(city: str) -> str:
    """
    What to wear there today.
    """
    with genai.Client() as client:
        interaction = client.interactions.create(
            model="gemini-3.5-flash", input=f"What should I wear in {city} today?"
        )
    return interaction.output_text


if __name__ == "__main__":
    print(advice("Lisbon"))
