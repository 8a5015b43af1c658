"""
A conversation that the client keeps itself: every request tells it from the start.

The model's steps go back as they came, thoughts and their signatures included.
"""

from google import genai

client = genai.Client()


def said(text: str) -> dict[str, object]:
    """
    A step of the user's.
    """
    return {"type": "user_input", "content": [{"type": "text", "text": text}]}


history = [said("List three rivers of Portugal, the longest first.")]
first = client.interactions.create(model="gemini-2.5-flash", input=history, store=False)
print("gemini:", first.output_text)

history += first.steps
history += [said("Which city lies at the mouth of the second one?")]
second = client.interactions.create(model="gemini-2.5-flash", input=history, store=False)
print("gemini:", second.output_text)
