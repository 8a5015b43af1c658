"""
The server: sockets, spaces' paths, the control plane, answers sent in time. It knows no mode.
"""
