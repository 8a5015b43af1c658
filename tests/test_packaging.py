"""
What is installed works: as a wheel elsewhere, and as a bare checkout where nothing is installed.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from journeys.sdks import environment, ran
from samples.documents import ROOT
from stages.talking import put_cassette

TEST = """
import os, pytest
from urllib.request import Request, urlopen

@pytest.mark.mockgemini("talk")
def test_it(mockgemini):
    url = os.environ["GOOGLE_GEMINI_BASE_URL"] + "/v1/interactions"
    body = b'{"model": "gemini-2.5-flash", "input": "World"}'
    with urlopen(Request(url, body, {"content-type": "application/json"})) as answer:
        assert b"Hello, World!" in answer.read()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """
    The wheel, built from a copy of the sources that a release is made of.
    """
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in ("mockgemini", "pytest_plugin"):
        unwanted = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, source / name, ignore=unwanted)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    words = ["wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(source)]
    if find_spec("hatchling") is not None:
        words.insert(1, "--no-build-isolation")
    built = subprocess.run(
        [sys.executable, "-m", "pip", *words], capture_output=True, text=True, check=False
    )
    if built.returncode:
        pytest.skip(f"no wheel can be built here: {built.stderr.strip().splitlines()[-1]}")
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """
    The interpreter of a new environment with the wheel; what it depends on is borrowed from ours.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    prefix = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", vars=prefix))
    words = ["install", "--quiet", "--no-deps", "--no-index", "--target", str(site), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *words], check=True)
    # Behind what is installed here; .pth files, such as that of our own checkout, do not count.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return python


@pytest.fixture
def folder(tmp_path):
    """
    A project of somebody else: a test and its cassette.
    """
    (tmp_path / "test_it.py").write_text(TEST)
    put_cassette(tmp_path / "cassettes/talk.yaml", "World")
    return tmp_path


def test_the_wheel_holds_both_packages_and_nothing_else(wheel):
    """
    Every source file is in it, the marker of types too; tests, scripts and cassettes are not.
    """
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    sources = {
        path.relative_to(base).as_posix()
        for base in (ROOT, ROOT / "pytest_plugin")
        for package in ("mockgemini", "pytest_mockgemini")
        for path in (base / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert {"mockgemini/py.typed", "pytest_mockgemini/__init__.py"} <= names
    assert sources == names


def test_the_wheel_tells_what_it_is(wheel):
    """
    The command, the plugin's entry point and the README are in its metadata.
    """
    with zipfile.ZipFile(wheel) as archive:
        read = {name.rpartition("/")[2]: name for name in archive.namelist()}
        points = archive.read(read["entry_points.txt"]).decode()
        metadata = archive.read(read["METADATA"]).decode()

    assert "mockgemini = mockgemini.cli.main:run" in points
    assert "[pytest11]\npytest_mockgemini = pytest_mockgemini" in points
    assert "The test double for Google's Gemini" in metadata
    assert "py3-none-any" in wheel.name


def test_the_plugin_works_from_elsewhere(installed, folder):
    """
    Installed, the fixture is there without a word in any conftest.py.
    """
    told = ran([str(installed), "-m", "pytest", "-q"], environment(PYTHONPATH=""), folder)

    assert 0 == told.code, told.out + told.err
    assert "1 passed" in told.out


def test_the_command_works_from_elsewhere(installed, folder):
    """
    Installed, the package can be run, and it is not the checkout that runs.
    """
    env = environment(PYTHONPATH="")
    words = ["-m", "mockgemini", "show", "cassettes/talk.yaml"]
    where = "import mockgemini, pytest_mockgemini; print(mockgemini.__file__)"

    told = ran([str(installed), *words], env, folder)
    place = ran([str(installed), "-c", where], env, folder).out

    assert 0 == told.code, told.err
    assert "Hello, World!" in told.out
    assert str(installed.parents[1]) in place


def test_types_are_found_from_elsewhere(installed, folder):
    """
    A user's type checker sees our types.
    """
    if find_spec("mypy") is None:
        pytest.skip("mypy is not installed; run scripts/setup test lint")
    (folder / "use.py").write_text(
        "from mockgemini import MockGemini\nreveal_type(MockGemini('x').url)\n"
    )
    words = ["--python-executable", str(installed), "--strict", "--cache-dir", os.devnull]

    told = ran([sys.executable, "-m", "mypy", *words, "use.py"], environment(), folder)

    assert 'Revealed type is "str"' in told.out, told.out + told.err


def test_a_bare_checkout_works(tmp_path):
    """
    Where nothing is installed, `python -m pytest` in the checkout still has the fixture.
    """
    for name in ("mockgemini", "pytest_plugin", "conftest.py", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_it.py").write_text(TEST)
    put_cassette(tmp_path / "tests/cassettes/talk.yaml", "World")
    # Our .venv has the checkout installed; without entry points it is as good as not.
    env = environment(PYTHONPATH="", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")

    told = ran([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], env, tmp_path)

    assert 0 == told.code, told.out + told.err
    assert "1 passed" in told.out
