"""
What models say, made up from what they were asked.

Where a rule comes from is told beside it: *recorded* (real traffic), *documented* (Google's guide),
*read in the SDKs*, or a *guess*.
"""
