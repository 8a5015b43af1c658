"""
The version of the package; imports nothing, so that anything may import it.
"""

VERSION = "0.1.0"
