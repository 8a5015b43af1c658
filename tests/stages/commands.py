"""
Commands that serve, run in this very thread, and ended from another one.
"""

import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor

from mockgemini.cli.main import main


def free_port():
    """
    A port that nobody listens on.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def main_until(work, *words):
    """
    Run a command line that serves; when it does, `work(url)`, then SIGTERM. Gives the exit code.
    """
    port = free_port()

    def visit():
        try:
            wait_for(lambda: is_open(port))
            work(f"http://127.0.0.1:{port}")
        finally:
            end_this_command()

    with ThreadPoolExecutor(1) as pool:
        visited = pool.submit(visit)
        code = main([*words, "--port", str(port)])
        visited.result()
    return code


def end_this_command():
    """
    SIGTERM for the command in this process, as soon as it would not end the tests instead.
    """
    wait_for(lambda: signal.getsignal(signal.SIGTERM) not in _NOBODYS)
    os.kill(os.getpid(), signal.SIGTERM)


_NOBODYS = (signal.SIG_DFL, signal.SIG_IGN, None)


def is_open(port):
    """
    Whether somebody listens there.
    """
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def wait_for(condition, seconds=20.0):
    """
    Until it holds; an error where it never does.
    """
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)
