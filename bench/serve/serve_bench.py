#!/usr/bin/env python3
"""Measures `bespoke serve`; README.md says what each part means."""
import argparse
import concurrent.futures
import json
import pathlib
import sys
import tempfile
import threading
import time

import load
import service

CONNECTIONS = (1, 64, 512)
FAIR_TENANTS = 19
SLOW_CLIENTS = 2_000


def row(name, **figures):
    """Prints one line and gives its figures."""
    texts = {key: "-" if value is None else f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" for key, value in figures.items()}
    shown = "  ".join(f"{key} {text}" for key, text in texts.items())
    print(f"  {name:<34} {shown}", flush=True)
    return {"name": name, **figures}


def measure_latency(server, options):
    client = server.make_tenant("latency")
    documents = client.upload_example()
    for _ in range(20):
        client.run(documents)
    paths = {"/healthz": None, "/v1/settings": client.token, "/v1/jobs?limit=10": client.token}
    rows = []
    with load.python_peer() as peer_port:
        for connections in CONNECTIONS:
            rows.append(row(f"python http.server, {connections} conn.", **load.wrk(peer_port, "/healthz", connections, options.seconds)))
            for path, token in paths.items():
                rows.append(row(f"{path}, {connections} conn.", **load.wrk(server.port, path, connections, options.seconds, token)))
    ours = [each for each in rows if not each["name"].startswith("python")]
    return rows, all(each["failures"] == 0 for each in ours)


def run_many(client, documents, count, at_once=8):
    """So many jobs of one tenant, some submitted and awaited at a time; gives the seconds of all."""
    clients = [client.copy() for _ in range(at_once)]
    began = time.perf_counter()

    def work(index):
        return [clients[index].run(documents, pause=0.02) for _ in range(index, count, at_once)]

    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        for future in [pool.submit(work, index) for index in range(at_once)]:
            future.result()
    return time.perf_counter() - began


def measure_jobs(server, options):
    client = server.make_tenant("jobs")
    documents = client.upload_example()
    run_many(client, documents, 16)
    cold = server.make_tenant("single")
    cold_documents = cold.upload_example()
    single = [cold.run(cold_documents) for _ in range(20)]
    seconds = run_many(client, documents, options.jobs)
    return [row("one job alone", p50_ms=load.percentile(single, 50) * 1e3, p99_ms=load.percentile(single, 99) * 1e3),
            row(f"{options.jobs} jobs, 8 at once", jobs_per_second=options.jobs / seconds)], True


class Neighbour:
    """The noisy tenant: keeps hundreds of jobs queued, and asks the API over 64 connections."""

    def __init__(self, server, options):
        self.client = server.make_tenant("noisy")
        self.documents = self.client.upload_example()
        self.options, self.port, self.stopped = options, server.port, threading.Event()
        self.submitted = 0

    def start(self):
        for _ in range(self.options.noisy_jobs):
            self.submit(self.client)
        for target in (self.keep_submitting, self.keep_asking):
            threading.Thread(target=target, daemon=True).start()

    def submit(self, client):
        client.submit(self.documents)
        self.submitted += 1

    def keep_submitting(self):
        client = self.client.copy()
        while not self.stopped.wait(0.01):
            self.submit(client)

    def keep_asking(self):
        while not self.stopped.is_set():
            load.wrk(self.port, "/v1/settings", 64, 2, self.client.token)


def measure_tenants(clients, seconds):
    """Each tenant runs a job, then reads its settings, again and again; gives job and read times of all."""
    end = time.monotonic() + seconds
    jobs, reads = [], []

    def work(client, documents):
        while time.monotonic() < end:
            jobs.append(client.run(documents, pause=0.02))
            began = time.perf_counter()
            client.get("/v1/settings")
            reads.append(time.perf_counter() - began)

    with concurrent.futures.ThreadPoolExecutor(len(clients)) as pool:
        for future in [pool.submit(work, *each) for each in clients]:
            future.result()
    return jobs, reads


def measure_fairness(server, options):
    clients = []
    for i in range(FAIR_TENANTS):
        client = server.make_tenant(f"fair-{i}")
        clients.append((client, client.upload_example()))
    for client, documents in clients:
        client.run(documents)
    rows = []

    def note(when, jobs, reads):
        rows.append(row(f"{when}: jobs of {FAIR_TENANTS} tenants", count=len(jobs), p50_ms=load.percentile(jobs, 50) * 1e3,
                        p99_ms=load.percentile(jobs, 99) * 1e3))
        rows.append(row(f"{when}: their reads", count=len(reads), p50_ms=load.percentile(reads, 50) * 1e3,
                        p99_ms=load.percentile(reads, 99) * 1e3))

    note("quiet", *measure_tenants(clients, options.fair_seconds))
    noisy = Neighbour(server, options)
    noisy.start()
    note("noisy", *measure_tenants(clients, options.fair_seconds))
    noisy.stopped.set()
    rows.append(row("noisy / quiet", jobs_p99=rows[2]["p99_ms"] / rows[0]["p99_ms"], reads_p99=rows[3]["p99_ms"] / rows[1]["p99_ms"],
                    noisy_submitted=noisy.submitted))
    return rows, True


def measure_memory(server, options):
    client = server.make_tenant("memory")
    documents = client.upload_example()
    run_many(client, documents, 50)
    rows = [row("after 50 jobs", resident_mib=server.resident_mebibytes())]
    for tenth in range(1, 11):
        run_many(client, documents, options.memory_jobs // 10)
        rows.append(row(f"after {50 + tenth * (options.memory_jobs // 10)} jobs", resident_mib=server.resident_mebibytes()))
    rows.append(row("last / first tenth", ratio=rows[-1]["resident_mib"] / rows[1]["resident_mib"]))
    return rows, True


def measure_slow_clients(server, options):
    client = server.make_tenant("patient")
    rows = [row("alone", **load.wrk(server.port, "/v1/settings", 1, options.seconds, client.token))]
    with load.slow_clients(server.port, SLOW_CLIENTS):
        held = server.metrics()["bespoke_http_connections"]
        rows.append(row(f"beside {SLOW_CLIENTS} slow clients", **load.wrk(server.port, "/v1/settings", 1, options.seconds, client.token)))
    rows.append(row("beside / alone", p99=rows[1]["p99_ms"] / rows[0]["p99_ms"], connections_held=int(held)))
    return rows, held >= SLOW_CLIENTS and rows[1]["failures"] == 0


PARTS = {"latency": measure_latency, "jobs": measure_jobs, "slow": measure_slow_clients, "fairness": measure_fairness,
         "memory": measure_memory}


def read_options():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bespoke", help="the executable")
    options.add_argument("--only", choices=PARTS, help="one part instead of all")
    options.add_argument("--seconds", type=int, default=5, help="of each run of wrk")
    options.add_argument("--jobs", type=int, default=300)
    options.add_argument("--noisy-jobs", type=int, default=300, help="queued before the noisy measurement begins")
    options.add_argument("--fair-seconds", type=int, default=20)
    options.add_argument("--memory-jobs", type=int, default=1_000)
    options.add_argument("--json", type=pathlib.Path, help="file for the figures")
    return options.parse_args()


def main():
    options = read_options()
    bespoke = service.find_bespoke(options.bespoke)
    figures, sound = {"bespoke": str(bespoke.relative_to(service.ROOT) if bespoke.is_relative_to(service.ROOT) else bespoke)}, True
    print(f"{figures['bespoke']}: times in milliseconds unless said otherwise")
    for name, measure in PARTS.items():
        if options.only not in (None, name):
            continue
        print(name)
        with tempfile.TemporaryDirectory() as directory:  # a fresh server each, so that no part sees what another left
            server = service.Service(bespoke, pathlib.Path(directory) / "data")
            try:
                figures[name], fine = measure(server, options)
                sound = sound and fine
            finally:
                server.stop()
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if not sound:
        sys.exit("some requests failed: the figures above don't count")


if __name__ == "__main__":
    main()
