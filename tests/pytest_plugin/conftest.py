"""
Pytest inside pytest: tests are written into a folder of their own, run, and told by their output.
"""

import importlib
import socket
from dataclasses import dataclass
from textwrap import dedent

import pytest
from stages.talking import put_cassette, talking

# Pytester forgets what a run imports, and importing these takes longer than a run; a part of PyYAML
# that is in C cannot be forgotten, and does not know the rest when it comes again.
for _name in (
    "pytest_mockgemini.running",
    "mockgemini.cassette.parsing",
    "mockgemini.spaces.emulation",
    "mockgemini.server.bounded",
):
    importlib.import_module(_name)

ASKING = '''
import contextlib, json, os
from http.client import HTTPConnection
from urllib.parse import urlsplit


def ask(text, url=None, more=None):
    """
    What the code under test does: it looks for address and key in its environment.
    """
    parts = urlsplit(url or os.environ["GOOGLE_GEMINI_BASE_URL"])
    head = {"content-type": "application/json"}
    head["x-goog-api-key"] = os.environ.get("GEMINI_API_KEY", "")
    body = json.dumps({"model": "gemini-2.5-flash", "input": text, **(more or {})})
    connection = HTTPConnection(parts.hostname, parts.port, timeout=10)
    with contextlib.closing(connection):
        connection.request("POST", f"{parts.path}/v1/interactions", body, head)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
'''
OPENING = "import os\nimport pytest\nfrom asking import ask\n\n"
REAL = "the-real-key-of-nobody"


@dataclass
class Runs:
    """
    A folder with tests, and its runs.
    """

    pytester: pytest.Pytester
    monkeypatch: pytest.MonkeyPatch

    @property
    def path(self):
        """
        The folder.
        """
        return self.pytester.path

    def write(self, source, name="test_it"):
        """
        A test file.
        """
        (self.path / f"{name}.py").write_text(OPENING + dedent(source), encoding="utf-8")

    def configure(self, *lines):
        """
        An ini file with these lines.
        """
        self.pytester.makeini("\n".join(["[pytest]", "pythonpath = .", *lines]))

    def cassette(self, name, *texts):
        """
        A cassette beside the tests in which these inputs were greeted.
        """
        return put_cassette(self.path / "cassettes" / f"{name}.yaml", *texts)

    def cassettes(self):
        """
        The names of all there are.
        """
        folder = self.path / "cassettes"
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))

    def run(self, *words):
        """
        Run pytest in this process.
        """
        plugin = ["-p", "pytest_mockgemini"]  # a bare checkout has no entry point
        words = [*plugin, "-p", "no:cacheprovider", "-W", "error", *words]
        return self.pytester.runpytest_inprocess(*words)

    def record(self, mode, upstream, *words):
        """
        Run pytest with a key and an upstream to record.
        """
        self.monkeypatch.setenv("GEMINI_API_KEY", REAL)
        options = [f"--mockgemini-record={mode}", f"--mockgemini-upstream={upstream.url}"]
        return self.run(*options, *words)


@pytest.fixture
def runs(pytester, monkeypatch):
    """
    A folder to run tests in, with nobody's key and nobody's CI around it.
    """
    for name in ("CI", "GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    (pytester.path / "asking.py").write_text(ASKING)
    # Some of the plugins that happen to be installed take a second to load.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    found = Runs(pytester, monkeypatch)
    found.configure()
    return found


@pytest.fixture
def upstream():
    """
    A stand-in for the API.
    """
    with talking() as google:
        yield google


@pytest.fixture
def asked(monkeypatch):
    """
    The names that were looked up after all: no test here asks a real name server.
    """
    names, really = [], socket.getaddrinfo

    def getaddrinfo(host, *more, **how):
        if host == "127.0.0.1":
            return really(host, *more, **how)
        names.append(host)
        raise socket.gaierror(f"nobody is called {host}")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return names
