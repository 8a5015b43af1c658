"""
A conversation that the server remembers: the second request names the first.
"""

from google import genai

client = genai.Client()

first = client.interactions.create(
    model="gemini-2.5-flash",
    input="I am Ada, and I keep bees on the roof.",
)
print("gemini:", first.output_text)

second = client.interactions.create(
    model="gemini-2.5-flash",
    input="What do I keep on the roof?",
    previous_interaction_id=first.id,
)
print("gemini:", second.output_text)
