"""Load from outside: wrk, a peer to compare with, slow clients, and percentiles."""
import contextlib
import functools
import http.server
import multiprocessing
import re
import resource
import socket
import subprocess
import tempfile

UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


def percentile(values, share):
    """The nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * share // 100) - 1))]


def wrk(port, path, connections, seconds, token=None):
    """Requests as fast as they are answered; gives requests per second, p50 and p99 in milliseconds and the number of failures."""
    threads = min(2, connections)
    command = ["wrk", "--latency", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s"]
    if token:
        command += ["-H", f"Authorization: Bearer {token}"]
    done = subprocess.run([*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True)
    return read_wrk(done.stdout)


def read_wrk(text):
    def latency(share):
        found = re.search(rf"^ +{share}%\s+([\d.]+)(us|ms|s|m)$", text, re.MULTILINE)
        return float(found.group(1)) * UNITS[found.group(2)] if found else None

    failures = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    return {"per_second": float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)), "p50_ms": latency(50), "p99_ms": latency(99),
            "failures": (int(failures.group(1)) if failures else 0) + (sum(map(int, errors.groups())) if errors else 0)}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or it would wait 40 ms for the client's acknowledgement

    def log_message(self, *_):
        pass


def _serve(directory, pipe):
    class Server(http.server.ThreadingHTTPServer):
        request_queue_size = 1024

        def handle_error(self, *_):
            pass

    server = Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=directory))
    pipe.send(server.server_address[1])
    server.serve_forever()


@contextlib.contextmanager
def python_peer():
    """Python's own server with a file of the size of a health answer, in a process of its own; gives its port."""
    with tempfile.TemporaryDirectory() as directory:
        with open(f"{directory}/healthz", "w", encoding="ascii") as file:
            file.write('{"status":"ok"}')
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.Process(target=_serve, args=(directory, theirs), daemon=True)
        process.start()
        try:
            yield ours.recv()
        finally:
            process.terminate()
            process.join()


@contextlib.contextmanager
def slow_clients(port, count):
    """So many connections that send half a header and then nothing. One peer may hold 1,024; more come from other loopback addresses."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    clients = []
    try:
        for i in range(count):
            client = socket.socket()
            client.bind((f"127.0.1.{i // 500 + 1}", 0))
            client.connect(("127.0.0.1", port))
            if i % 2:
                client.sendall(b"GET /v1/settings HTTP/1.1\r\nHo")
            clients.append(client)
        yield
    finally:
        for client in clients:
            client.close()
