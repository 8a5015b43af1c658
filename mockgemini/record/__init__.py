"""
The recorder: passes requests on to the real API, and keeps a copy of what came back.
"""
