"""
What a test holds: MockGemini, with which it directs a space and sees what became of it.
"""
