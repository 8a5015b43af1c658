"""
Answers that nobody recorded and nobody scripted: made up, valid, and the same every time.
"""
