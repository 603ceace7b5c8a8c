# SPDX-License-Identifier: MIT
"""`make audit ADVISORIES=folder`: which versions a checkout of the advisory database names."""

import json
import threading
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from requirements.advisories import affecting, main, server

ADVISORY = """
id: PYSEC-0000-1
summary: invented
affected:
- package: {name: Some.Package, ecosystem: PyPI}
  ranges:
  - type: ECOSYSTEM
    events: [{introduced: "0"}, {fixed: "1.5"}, {introduced: "2.0"}, {last_affected: "2.3"}]
  - type: GIT
    events: [{introduced: "0"}]
  versions: ["1.9", dev-of-1998]
- package: {name: other, ecosystem: PyPI}
  ranges: [{type: ECOSYSTEM, events: [{introduced: "0"}]}]
"""


@pytest.fixture
def database(tmp_path):
    folder = tmp_path / "vulns" / "Some.Package"
    folder.mkdir(parents=True)
    (folder / "PYSEC-0000-1.yaml").write_text(ADVISORY, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("versions", "affected"),
    [
        (["0.1", "1.4.9", "1.9", "2.0", "2.3"], True),
        (["1.5", "1.9.1", "2.0rc1", "2.3.0.post1", "3"], False),
    ],
)
def test_a_version_is_affected_in_a_range_or_by_name(database, versions, affected):
    for version in versions:
        assert bool(affecting(database, "some-package", version)) == affected, version


def test_an_advisory_says_nothing_of_packages_without_a_folder(database):
    assert affecting(database, "other", "1.0") == []
    assert affecting(database, "some", "1.0") == []


def test_pip_audit_is_answered_as_osv_answers(database):
    def ask(version):
        query = {"package": {"name": "some-package", "ecosystem": "PyPI"}, "version": version}
        url = f"http://127.0.0.1:{serving.server_port}/v1/query"
        with build_opener(ProxyHandler({})).open(Request(url, json.dumps(query).encode())) as got:
            return json.load(got)

    with server(database) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        assert [found["id"] for found in ask("1.0")["vulns"]] == ["PYSEC-0000-1"]
        assert ask("1.5") == {}
        serving.shutdown()


def test_a_folder_that_is_no_database_passes_no_audit(tmp_path, capsys):
    assert main(tmp_path, ["true"]) == 2
    assert "no folder vulns" in capsys.readouterr().out
