"""
Values that fit a JSON Schema, by construction.
"""
