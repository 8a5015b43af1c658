"""
An interaction that is over can be looked at again, with what was asked.
"""

from google import genai

client = genai.Client()

asked = client.interactions.create(
    model="gemini-2.5-flash",
    input="Which river runs through Lisbon?",
)

again = client.interactions.get(asked.id, include_input=True)

print("the same:", again.id == asked.id, again.status)
print(again.output_text)
