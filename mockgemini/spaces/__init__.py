"""
Spaces: what answers in one, what is recorded in one, and the server in this process that has them.
"""
