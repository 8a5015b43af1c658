"""
Replays to the client and asks the real API the same, so that it is known when the two part.
"""
