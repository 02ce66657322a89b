#!/usr/bin/env python3
"""`bespoke lambda` at its start: what is missing is an init error that names it; what is there asks for the first event; events that are
none are errors of their kind, and nothing of them is logged."""

import http.server
import json
import os
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

PROGRAM = os.environ["BESPOKE_BIN"]
RUNTIME = "/2018-06-01/runtime"


class RuntimeApi(http.server.ThreadingHTTPServer):
    """Gives out `events`, then lets the function wait; keeps what comes back as (path, type header, body)."""

    daemon_threads = True

    def __init__(self, events):
        super().__init__(("127.0.0.1", 0), Handler)
        self.events, self.came, self.idle = list(events), [], threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if not self.server.events:
            self.server.idle.set()
            threading.Event().wait()
        body = self.server.events.pop(0).encode()
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "r-1")
        self.send_header("Lambda-Runtime-Deadline-Ms", str(int((time.time() + 30) * 1000)))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.came.append((self.path, self.headers.get("Lambda-Runtime-Function-Error-Type"), json.loads(body)))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def settings(**changes):
    given = {
        "_HANDLER": "reject", "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "BESPOKE_TABLE": "table", "BESPOKE_BUCKET": "bucket",
        "BESPOKE_KMS_KEY": "arn:aws:kms:eu-central-1:000000000000:key/none",
        "BESPOKE_TENANT_ROLE": "arn:aws:iam::000000000000:role/none", **changes,
    }
    return {name: value for name, value in given.items() if value is not None}


class Start(unittest.TestCase):
    def run_function(self, events=(), **changes):
        """The Runtime API after the function has ended or waits, and what it wrote."""
        api = RuntimeApi(events)
        self.addCleanup(api.server_close)
        self.addCleanup(api.shutdown)
        with tempfile.TemporaryFile("w+") as written:
            function = subprocess.Popen([PROGRAM, "lambda"], stdout=written, stderr=subprocess.STDOUT,
                                        env={**settings(**changes), "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.server_port}"})
            while function.poll() is None and not api.idle.wait(0.02):
                pass
            code = function.poll()
            function.kill()
            function.wait()
            written.seek(0)
            return api, code, written.read()

    def test_what_is_missing_is_an_init_error_that_names_it(self):
        cases = [("_HANDLER", None), ("_HANDLER", "nobody"), ("AWS_REGION", None), ("BESPOKE_TABLE", None), ("BESPOKE_BUCKET", ""),
                 ("BESPOKE_KMS_KEY", None), ("BESPOKE_TENANT_ROLE", None), ("BESPOKE_OCR", "yes"), ("BESPOKE_VECTOR_INDEX", "both"),
                 ("BESPOKE_JOBS_AT_ONCE_PER_TENANT", "0"), ("BESPOKE_SIGNED_URL_MINUTES", "fifteen")]
        for name, value in cases:
            with self.subTest(name=name, value=value):
                api, code, _ = self.run_function(**{name: value})
                self.assertEqual(code, 2)
                (path, kind, body), = api.came
                self.assertEqual(path, f"{RUNTIME}/init/error")
                self.assertEqual(kind, "Internal")  # never what the pipeline would take for the user's own fault
                self.assertIn(name, body["errorMessage"])

    def test_functions_that_are_no_stages_need_more(self):
        api, code, _ = self.run_function(_HANDLER="api")
        self.assertEqual(code, 2)
        self.assertIn("BESPOKE_QUARANTINE_BUCKET", api.came[0][2]["errorMessage"])

    def test_a_stage_with_its_settings_asks_for_an_event(self):
        api, code, _ = self.run_function()
        self.assertIsNone(code)
        self.assertEqual(api.came, [])

    def test_what_is_no_event_is_an_error_of_its_kind_and_not_logged(self):
        api, code, written = self.run_function(events=["Ada Lovelace, 12 St James's Square", '["Ada Lovelace"]'],
                                               BESPOKE_LOG_LEVEL="debug")
        self.assertIsNone(code)
        self.assertEqual([(path, kind) for path, kind, _ in api.came], [(f"{RUNTIME}/invocation/r-1/error", "Internal")] * 2)
        self.assertNotIn("Lovelace", written + json.dumps(api.came))

    def test_outside_of_lambda_it_says_where_it_belongs(self):
        done = subprocess.run([PROGRAM, "lambda"], env={}, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("AWS_LAMBDA_RUNTIME_API", done.stderr)


if __name__ == "__main__":
    unittest.main()
