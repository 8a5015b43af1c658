"""
Lets a bare checkout run its own tests: the plugin is named once more where it is not installed.
"""

pytest_plugins = ["pytest_mockgemini", "pytester"]
