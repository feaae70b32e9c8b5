"""What every room's tests may lean on: the real input, the shipped record, a browser, a PostgreSQL, the site itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from served_site import free_port, served

# A deadline would be an assertion on wall time, which a busy machine breaks.
settings.register_profile("ploughshare", deadline=None)
settings.load_profile("ploughshare")

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
# A container's root may not use Chromium's sandbox, and a machine without a graphics card draws WebGL in software.
CHROMIUM_FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic"]
MILLISECONDS_TO_ANSWER = 120_000
OUTSIDE = ("browser", "postgresql")
"""Markers of tests that need a program from outside Python."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-skips",
        action="store_true",
        help="fail a browser or PostgreSQL test that was skipped, so that green means that it ran",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        # One worker (of --dist loadgroup) starts the browser and another the server, each once.
        for marker in OUTSIDE:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.xdist_group(marker))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    needs = [marker for marker in OUTSIDE if item.get_closest_marker(marker)]
    if item.config.getoption("--no-skips") and needs and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, though --no-skips asks for every {' and '.join(needs)} test: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material that lies beside the project and is not part of it: the sample report, data series."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared material (../shared) does not lie beside the project")
    return folder


@pytest.fixture(scope="session")
def kp_path() -> Path:
    """The shipped record of North Korea. Copy it before changing anything."""
    return ROOT / "records" / "kp"


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of an empty database of a throwaway PostgreSQL server, whose user may create PostGIS in it."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        pytest.skip("PostgreSQL's server programs are not installed (postgresql-15, postgresql-15-postgis-3)")
    programs = found[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="ploughshare-postgresql-"))
    port = free_port()
    as_user: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root, which is what a container's only user is.
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(programs / program), *arguments]
        # No pipes: a server that inherited one would keep this waiting for its end.
        with (folder.parent / f"{folder.name}.log").open("ab") as log:
            subprocess.run(command, check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    data = folder / "data"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        run("initdb", "-D", str(data), "-U", "ploughshare", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        run("pg_ctl", "-D", str(data), "-w", "-t", "30", "-l", str(folder / "server.log"), "-o", options, "start")
        try:
            run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "ploughshare", "ploughshare")
            yield f"postgresql://ploughshare@127.0.0.1:{port}/ploughshare"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        (folder.parent / f"{folder.name}.log").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def live_site(kp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site with the shipped record, served by the project's own commands."""
    with served(kp_path, tmp_path_factory.mktemp("live-site")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    if not CHROMIUM.exists():
        pytest.skip(f"Chromium is not installed ({CHROMIUM})")
    from playwright.sync_api import sync_playwright

    # Playwright's event loop runs in this thread for the rest of the session, and Django would take every later
    # test's database query for one made inside it, and refuse.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """An empty page that reaches nothing but this machine; the test fails on a script's error or a refusal by CSP."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    # The site must work where there is no network at all.
    context.route(lambda url: not url.startswith(("http://127.0.0.1", "file:", "data:", "blob:")), lambda r: r.abort())
    # A page that draws its map in software answers late on a busy machine, which is no fault of the page.
    context.set_default_timeout(MILLISECONDS_TO_ANSWER)
    faults: list[str] = []
    new = context.new_page()
    new.on("pageerror", lambda error: faults.append(str(error)))
    new.on(
        "console",
        lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None,
    )
    yield new
    context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def violations() -> Callable[[Any], list[str]]:
    """A function that says what axe finds wrong for accessibility (WCAG 2.2 AA) with the page it is given."""
    script = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

    def judge(page: Any) -> list[str]:
        page.evaluate(script)
        result = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        return [
            f"{found['id']}: {found['help']}: {node['target']}"
            for found in result["violations"]
            for node in found["nodes"]
        ]

    return judge
