# SPDX-License-Identifier: MIT
"""Debian's Chromium, headless, and pages in it. Nothing it opens may leave this machine."""

import os
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from browser.built import SITE

# What Chromium would otherwise ask Google's hosts for, and a GPU that a server does not have.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
PROGRAMS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/bin"])
HERE = {"127.0.0.1", ""}  # a file has no host


def find_chromium():
    """Where Chromium is: what ``CHROMIUM`` names, or on the PATH, or where Debian puts it."""
    named = os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else shutil.which("chromium", path=PROGRAMS)
    if found is None:
        pytest.exit(
            f"These tests need Chromium, and {named or 'chromium'} is not there. Install Debian's "
            "package (apt-get install chromium), or name a program in the variable CHROMIUM.",
            returncode=1,
        )
    return found


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        # The profile is a new, empty folder.
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def problems():
    """What went wrong in the pages of a test: errors, and requests that leave the machine."""
    return []


@pytest.fixture
def visit(chromium, problems):
    """Open a page of the site as a file, or any address, in a context of its own."""
    contexts = []

    def open_page(page, **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        context.route(lambda url: urlsplit(url).hostname not in {*HERE, None}, _refuse)
        context.on("request", lambda request: problems.extend(_leaving(request)))
        context.on("console", lambda message: problems.extend(_complaint(message)))
        context.on("weberror", lambda error: problems.append(str(error.error)))
        opened = context.new_page()
        opened.goto(page if "://" in page else (SITE / page).as_uri())
        return opened

    yield open_page
    for context in contexts:
        context.close()


def _refuse(route):
    route.abort()


def _leaving(request):
    host = urlsplit(request.url).hostname or ""
    return [] if host in HERE else [f"request to {request.url}"]


def _complaint(message):
    return [f"{message.type}: {message.text}"] if message.type in {"error", "warning"} else []


@pytest.fixture(scope="session")
def server():
    """The site on this machine: from a file, a browser does not fetch the summaries of a search."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=SITE)) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
