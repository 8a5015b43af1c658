"""
An agent that takes its time: it works in the background, and the client looks in until it is done.
"""

import time

from google import genai

client = genai.Client()

research = client.interactions.create(
    agent="deep-research-preview-04-2026",
    input="How did the pocket calculator change the teaching of arithmetic?",
    background=True,
)
print("begun:", research.status)

while research.status == "in_progress":
    time.sleep(2)
    research = client.interactions.get(research.id)
    print("now:", research.status)

print(research.output_text)
