#!/usr/bin/env python3
"""Rates over HTTP: they are one tenant's own and one class of routes' own, and whoever runs into them delays nobody else."""
import http.client
import multiprocessing
import pathlib
import statistics
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_tenant, start_server

#: Reads enough for bob; ten uploads at once and one every five seconds, soon used up by alice.
RATES = {"BESPOKE_LIMITS_REQUESTS_PER_MINUTE": 12_000, "BESPOKE_LIMITS_WRITES_PER_MINUTE": 12,
         "BESPOKE_LIMITS_REQUESTS_PER_MINUTE_PER_ADDRESS": 10_000_000}
ROUNDS = 7
REQUESTS = 60  #: of bob in half a round
CONNECTIONS = 8  #: of alice
#: Seconds between two tries of a connection that was refused, so that the machine's own few processors are not what bob waits for.
PAUSE = 0.004
#: A hundredth of bob's requests may take so many times as long as in the quiet half of the same round (the rest is for
#: machines that do other work), or so long, whichever is more.
RATIO, FLOOR_SECONDS = 3.0, 0.03


def body(number):
    return b"Ada Lovelace, analyst.\n%d\n" % number


def hammer(port, key, stop, counts):
    """Uploads as fast as the server lets it, from a process of its own; counts answers by status."""
    def work(thread):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        number = 0
        while not stop.is_set():
            number += 1
            connection.request("POST", "/v1/documents?kind=resume&name=x", body(thread * 1_000_000 + number),
                               {"Authorization": f"Bearer {key}", "Content-Type": "text/plain"})
            answer = connection.getresponse()
            answer.read()
            with counts.get_lock():
                counts[0 if answer.status == 201 else 1 if answer.status == 429 else 2] += 1
            if answer.status == 429:
                time.sleep(PAUSE)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Rates(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bespoke-rates-")
        self.addCleanup(folder.cleanup)
        data = pathlib.Path(folder.name) / "data"
        self.keys = {name: make_tenant(data, name) for name in ("alice", "bob")}
        self.server = start_server(data, **RATES)
        self.addCleanup(self.server.kill)
        self.alice, self.bob = (Client(self.server.port, self.keys[name]) for name in ("alice", "bob"))

    def use_up(self, method, path, content=None, headers=None):
        """Asks until it is refused; gives the refusal."""
        for number in range(5_000):
            answer = self.alice.request(method, path, content(number) if content else None, headers)
            if answer.status == 429:
                return answer
            self.assertLess(answer.status, 300, answer)
        self.fail("never refused")

    def test_they_are_one_tenants_and_one_routes(self):
        refused = self.use_up("POST", "/v1/documents?kind=resume&name=x", body, {"Content-Type": "text/plain"})
        self.assertEqual(refused.slug(), "rate-limited")
        wait = int(refused.headers["Retry-After"])
        self.assertGreaterEqual(wait, 1)
        self.assertIn('"createDocument"', refused.headers["RateLimit-Policy"])
        until = time.monotonic() + wait
        self.assertEqual(self.alice.request("POST", "/v1/uploads", {}).status, 400, "other writes have their own: it is looked at")
        self.assertEqual(self.alice.submit("doc_" + "0" * 26, "doc_" + "0" * 26).status, 404, "jobs have their own")
        self.assertEqual(self.alice.get("/v1/documents").status, 200, "reads have their own")
        self.assertEqual(self.bob.send("resume", body(0), "x", "text/plain").status, 201, "bob has his own")
        remaining = {rate["class"]: rate["remaining"] for rate in self.alice.json("/v1/usage")["rates"]}
        self.assertGreater(min(remaining[each] for each in ("upload", "job", "read", "write")), 0, "one route leaves some to the others")
        time.sleep(max(0.0, until - time.monotonic()))
        self.assertEqual(self.alice.send("resume", body(-1), "x", "text/plain").status, 201, "after Retry-After it is let in")

    def slowest(self, connection):
        """The time under which all but a hundredth of bob's reads stay."""
        times = []
        for _ in range(REQUESTS):
            began = time.perf_counter()
            connection.request("GET", "/v1/documents", headers={"Authorization": f"Bearer {self.keys['bob']}"})
            answer = connection.getresponse()
            answer.read()
            times.append(time.perf_counter() - began)
            self.assertEqual(answer.status, 200)
        return sorted(times)[-1 - REQUESTS // 100]

    def test_whoever_runs_into_them_delays_nobody_else(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        self.use_up("POST", "/v1/documents?kind=resume&name=x", body, {"Content-Type": "text/plain"})
        self.slowest(connection)  # warms up
        counts = multiprocessing.Array("l", 3)
        quiet, noisy = [], []
        for _ in range(ROUNDS):
            quiet.append(self.slowest(connection))
            stop = multiprocessing.Event()
            process = multiprocessing.Process(target=hammer, args=(self.server.port, self.keys["alice"], stop, counts))
            before = counts[1]
            process.start()
            while counts[1] < before + CONNECTIONS:
                self.assertTrue(process.is_alive())
                time.sleep(0.001)
            noisy.append(self.slowest(connection))
            stop.set()
            process.join(60)
        alone, beside = statistics.median(quiet), statistics.median(noisy)
        print(f"p99 of bob's reads: {alone * 1000:.1f} ms alone, {beside * 1000:.1f} ms beside alice "
              f"({counts[0]} uploads taken, {counts[1]} refused)", flush=True)
        self.assertGreater(counts[1], 10 * counts[0], "alice is far over her rate")
        self.assertEqual(counts[2], 0)
        self.assertLess(beside, max(RATIO * alone, FLOOR_SECONDS))


if __name__ == "__main__":
    unittest.main()
