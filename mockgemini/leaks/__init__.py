"""
Secrets in files that are there already: where they stand, and how they are told of.
"""
