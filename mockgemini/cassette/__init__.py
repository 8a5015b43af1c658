"""
What is kept: cassettes, and how they are read and written. Knows no HTTP and no matching.
"""
