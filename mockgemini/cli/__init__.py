"""
The command line: words of a user into calls, errors into sentences and exit codes.
"""
