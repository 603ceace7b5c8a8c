# SPDX-License-Identifier: MIT
"""Block lists in the resolvers they are for, as Debian has them: `make test-blocklists`."""

import shutil
import socket
import struct
import subprocess
import time

import pytest

import notorious_markets as nm

pytestmark = pytest.mark.resolvers

DATASET = nm.load()
DOMAINS = DATASET.screener().domains
NO_SUCH_NAME = 3
A, AAAA = 1, 28


@pytest.fixture
def written(tmp_path):
    """Writes a block list of all that was ever listed, and gives its path."""

    def write(form):
        path = tmp_path / f"blocklist.{form}"
        path.write_text(DATASET.export_blocklist(form, former=True), "utf-8")
        return path

    return write


def run(program, *arguments):
    found = shutil.which(program, path="/usr/sbin:/usr/bin:/sbin:/bin")
    assert found, f"{program} is missing"
    return subprocess.run([found, *map(str, arguments)], capture_output=True, text=True, timeout=60)


def test_bind_loads_the_response_policy_zone(written):
    done = run("named-checkzone", "rpz.example", written("rpz"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "loaded serial" in done.stdout


def test_unbound_loads_the_response_policy_zone(written, tmp_path):
    configuration = tmp_path / "unbound.conf"

    def check(zone):
        configuration.write_text(
            'server:\n  module-config: "respip validator iterator"\n  chroot: ""\n  username: ""\n'
            f'  directory: "{tmp_path}"\nrpz:\n  name: rpz.example\n  zonefile: {zone}\n'
        )
        return run("unbound-checkconf", configuration)

    zone = written("rpz")
    done = check(zone)
    assert done.returncode == 0, done.stderr
    zone.write_text(f"{zone.read_text()}no zone (")
    assert check(zone).returncode != 0, "it reads the zone"


def test_dnsmasq_takes_its_lines(written):
    done = run("dnsmasq", "--test", f"--conf-file={written('dnsmasq')}")
    assert done.returncode == 0, done.stderr


def test_dnsmasq_denies_listed_domains_and_their_subdomains_for_both_families(written):
    configuration = written("dnsmasq")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["dnsmasq", "--keep-in-foreground", f"--conf-file={configuration}", f"--port={port}"]
    command += ["--listen-address=127.0.0.1", "--bind-interfaces", "--no-resolv", "--no-hosts"]
    command += ["--user=root", "--pid-file"]
    found = shutil.which(command[0], path="/usr/sbin:/usr/bin")
    assert found
    with subprocess.Popen([found, *command[1:]], stderr=subprocess.DEVNULL) as server:
        try:
            for domain in DOMAINS:
                for family in (A, AAAA):
                    assert answer(port, domain, family) == NO_SUCH_NAME
                    assert answer(port, f"sub.{domain}", family) == NO_SUCH_NAME
            assert answer(port, f"not{DOMAINS[0]}", A) != NO_SUCH_NAME
        finally:
            server.terminate()


def answer(port, name, family):
    """The response code of a server on this machine, which may still be starting."""
    labels = b"".join(struct.pack("B", len(label)) + label.encode() for label in name.split("."))
    question = struct.pack(">6H", 1, 0x100, 1, 0, 0, 0) + labels + struct.pack(">B2H", 0, family, 1)
    for _ in range(50):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(2)
            client.connect(("127.0.0.1", port))
            try:
                client.send(question)
                return client.recv(512)[3] & 15
            except ConnectionRefusedError:
                time.sleep(0.1)
    raise AssertionError("dnsmasq does not answer")
