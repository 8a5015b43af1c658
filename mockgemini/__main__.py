"""
`python -m mockgemini`.
"""

from mockgemini.cli.main import run

run()
