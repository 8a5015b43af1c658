"""
The example project: a suite as users write it, on several SDKs and in every way one runs a suite.
"""

import os
import re
import shutil
import sysconfig

import pytest
from journeys.neighbours import FOLDER as NEIGHBOURS
from journeys.neighbours import needs_neighbours
from journeys.sdks import PROGRAMS, ROOT, Sdk, environment, needs_python_sdk, param, ran

NODE_SDK = Sdk("js", "3.1.0")
NEWEST = Sdk("python", "3.4.0")
PACKAGES = [sysconfig.get_paths()["purelib"], *map(str, NEIGHBOURS.glob("lib/*/site-packages"))]
PLUGINS = ["-p", "pytest_mockgemini", "-p", "anyio.pytest_plugin", "-p", "no:cacheprovider"]
DEAD = "http://127.0.0.1:1"
PROXIES = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"), DEAD)


@pytest.fixture
def project(tmp_path):
    """
    A copy of it, with what `npm install` would bring.
    """
    folder = shutil.copytree(ROOT / "examples/assistant", tmp_path / "assistant")
    if NODE_SDK.missing is None:
        (folder / "service/node_modules").symlink_to(NODE_SDK.folder / "node_modules")
    return folder


def suite(project, sdk, *options, twice=False, **more):
    """
    What pytest says of it.
    """
    path = os.pathsep.join([str(ROOT), str(ROOT / "pytest_plugin")])
    env = environment(key=None, PYTHONPATH=path, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", **more)
    program = [
        str(PROGRAMS / "pytest_in.py"),
        *(["--twice"] if twice else []),
        os.pathsep.join(PACKAGES),
    ]
    done = ran([str(sdk.interpreter), *program, "-q", *PLUGINS, *options], env, project)
    assert 0 == done.code, done.out + done.err
    return done.out


def passed(told):
    """
    How many tests passed, run by run.
    """
    return [int(number) for number in re.findall(r"(\d+) passed", told)]


@pytest.mark.parametrize(
    "sdk", [param(Sdk("python", version)) for version in ("1.75.0", "2.34.0", "3.4.0")]
)
def test_its_suite_passes_on_every_sdk(project, sdk):
    """
    One set of tests and cassettes, whatever the program under test has installed.
    """
    told = suite(project, sdk)

    assert [ALL] == passed(told)


@needs_python_sdk("3.4.0")
def test_its_suite_passes_on_four_workers(project):
    """
    Each has a server of its own.
    """
    assert [ALL] == passed(suite(project, NEWEST, "-p", "xdist", "-n", "4"))


@needs_neighbours
@needs_python_sdk("3.4.0")
def test_its_suite_passes_in_any_order(project):
    """
    No test needs another.
    """
    assert [ALL] == passed(suite(project, NEWEST, "-p", "pytest_randomly"))


@needs_python_sdk("3.4.0")
def test_its_suite_passes_twice_in_one_process(project):
    """
    Nothing of a run is left behind.
    """
    assert [ALL, ALL] == passed(suite(project, NEWEST, twice=True))


@needs_python_sdk("3.4.0")
def test_its_suite_passes_behind_a_dead_proxy(project):
    """
    Nobody is asked to carry what stays on this machine.
    """
    assert [ALL] == passed(suite(project, NEWEST, **PROXIES))


ALL = 18 if NODE_SDK.missing is None else 16
