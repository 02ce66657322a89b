"""Serve a GGUF model on 127.0.0.1 as an OpenAI-compatible server; prints its address as soon as it answers.

Usage: serve_model.py MODEL.gguf [xllamacpp|llama_cpp]. Both are llama.cpp: xllamacpp is a prebuilt wheel with llama.cpp's own server,
llama-cpp-python (built from source) has a server in Python. Ends when its standard input does.
"""
import os
import socket
import subprocess
import sys
import time
import urllib.request

CONTEXT_TOKENS = 8192
#: llama.cpp's threads wait for each other actively: one too many, and everything crawls.
THREADS = max(1, (os.cpu_count() or 1) // 2)
#: Longer than any machine takes to load 250 MB.
START_SECONDS = 120


def serve_xllamacpp(path):
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = path
    parameters.n_ctx = CONTEXT_TOKENS
    parameters.n_parallel = 1
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.cpuparams.n_threads = THREADS
    server = xllamacpp.Server(parameters)
    print(server.listening_address + "/v1", flush=True)
    sys.stdin.read()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address):
    try:
        with urllib.request.urlopen(address + "/models", timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def serve_llama_cpp(path):
    port = free_port()
    address = f"http://127.0.0.1:{port}/v1"
    with subprocess.Popen([sys.executable, "-m", "llama_cpp.server", "--model", path, "--n_ctx", str(CONTEXT_TOKENS), "--n_threads", str(THREADS),
                           
                           "--host", "127.0.0.1", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        deadline = time.monotonic() + START_SECONDS
        while not answers(address) and server.poll() is None and time.monotonic() < deadline:
            time.sleep(0.2)
        print(address, flush=True)
        sys.stdin.read()
        server.terminate()


if __name__ == "__main__":
    {"xllamacpp": serve_xllamacpp, "llama_cpp": serve_llama_cpp}[sys.argv[2] if len(sys.argv) > 2 else "xllamacpp"](sys.argv[1])
