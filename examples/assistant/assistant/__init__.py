"""
An assistant on Gemini's Interactions API. Nothing in here knows of mockgemini.
"""
