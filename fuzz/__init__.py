"""
Bytes that nobody meant, fed to whatever reads what others wrote. `scripts/fuzz` runs it.
"""
