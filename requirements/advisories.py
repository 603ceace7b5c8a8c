# SPDX-License-Identifier: MIT
"""For `make audit ADVISORIES=folder`: an audit where PyPI's vulnerabilities cannot be reached.

python requirements/advisories.py FOLDER COMMAND...   runs the command, pip-audit, with what answers
its queries from FOLDER, a checkout of https://github.com/pypa/advisory-database: what PyPI tells is
from there. What was found after the checkout was made is not in the answers.
"""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version


def affecting(folder: Path, name: str, version: str) -> list[dict[str, Any]]:
    """Return the advisories of a package, in OSV's format, that name this version of it."""
    files = [
        file
        for package in sorted((folder / "vulns").iterdir())
        if canonicalize_name(package.name) == canonicalize_name(name)
        for file in sorted(package.glob("*.yaml"))
    ]
    advisories = (yaml.safe_load(file.read_text("utf-8")) for file in files)
    return [advisory for advisory in advisories if _affects(advisory, name, Version(version))]


def _affects(advisory: dict[str, Any], name: str, version: Version) -> bool:
    """Tell if a version is listed, or in a range: https://ossf.github.io/osv-schema/#evaluation."""
    for affected in advisory.get("affected", ()):
        if canonicalize_name(affected["package"]["name"]) != canonicalize_name(name):
            continue
        if version in map(_version, affected.get("versions", ())):
            return True
        for affected_range in affected.get("ranges", ()):
            if affected_range["type"] == "ECOSYSTEM" and _in_range(version, affected_range):
                return True
    return False


def _in_range(version: Version, affected_range: dict[str, Any]) -> bool:
    """Tell what the last event up to a version makes of it."""
    events = [
        (_version(text) or Version("0"), event)
        for entry in affected_range["events"]
        for event, text in entry.items()
    ]
    inside = False
    for at, event in sorted(events):
        if event == "introduced" and version >= at:
            inside = True
        elif (event == "fixed" and version >= at) or (event == "last_affected" and version > at):
            inside = False
    return inside


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:  # of old releases, which no installer takes
        return None


def server(folder: Path) -> ThreadingHTTPServer:
    """Answer OSV's `query` on this machine alone: https://google.github.io/osv.dev/post-v1-query."""

    class Query(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found = affecting(folder, query["package"]["name"], query["version"])
            answer = json.dumps({"vulns": found} if found else {}, default=str).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Write no line for a query."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Query)


def main(folder: Path, command: list[str]) -> int:
    """Run the command; return its exit code, or 2 if the folder is no such checkout."""
    if not (folder / "vulns").is_dir():
        print(f"{folder} has no folder vulns: it is no checkout of PyPA's advisory database")
        return 2
    with server(folder) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{serving.server_port}/v1/query"
        done = subprocess.run(  # noqa: S603 - the command is the Makefile's
            [*command, "--vulnerability-service", "osv", "--osv-url", url]
        )
        serving.shutdown()
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
