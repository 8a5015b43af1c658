"""
What a client did wrong, as far as its requests show it.
"""
