"""One Lambda execution environment: a process and the Runtime API that it talks to ("Using the Lambda runtime API" in the Lambda guide)."""

import json
import os
import queue
import signal
import subprocess
import threading
import time
import uuid

from . import reaper
from .front import Front
from .messages import ACCOUNT, REGION, Answer, Headers, json_answer

BASE = "/2018-06-01/runtime/"
ENDED = {"errorType": "Runtime.ExitError", "errorMessage": "The environment ended before the invocation."}
MAX_RESPONSE_BYTES = 6 * 1024 * 1024


class CannotStart(Exception):
    """There is no process: the program is not there, or can't be run."""


class Invocation:
    def __init__(self, function, payload, seconds, trace="", tenant=""):
        self.id, self.payload, self.trace, self.tenant = str(uuid.uuid4()), payload, trace, tenant
        self.arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{function}"
        self.deadline = time.time() + seconds
        self._answered, self.error, self.result = threading.Event(), None, None

    def finish(self, result=None, error=None):
        """The first word counts."""
        if not self._answered.is_set():
            self.result, self.error = result, error
            self._answered.set()

    def wait(self):
        return self._answered.wait(max(0.0, self.deadline - time.time()))


class Sandbox:
    """Handles one invocation at a time, and is frozen (stopped) whenever it waits for one, as on Lambda."""

    def __init__(self, function, command, environment, log_path):
        self.function, self.dead, self.init_error = function, False, None
        self._queue, self._waiting, self._current, self._lock = queue.Queue(), None, None, threading.Lock()
        self.front = Front(self._answer).start()
        self._log = open(log_path, "ab")
        environment = {**environment, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.front.port}", "_HANDLER": function,
                       "AWS_LAMBDA_FUNCTION_NAME": f"bespoke-{function}", "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
                       "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024", "AWS_EXECUTION_ENV": "AWS_Lambda_provided.al2023"}
        self.started = time.monotonic()
        self.ready_seconds = None
        try:
            self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
                                            start_new_session=True)
        except OSError as error:
            self.front.stop()
            self._log.close()
            raise CannotStart(f"{command[0]}: {error.strerror}") from error
        reaper.watch(self.process.pid)
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self):
        status = self.process.wait()
        reaper.forget(self.process.pid)
        with self._lock:
            self.dead = True
            current = self._waiting
        self._queue.put(None)
        if current and self.init_error:
            current.finish(error=self.init_error)
        elif current:
            reason = f"signal: {signal.strsignal(-status).lower()}" if status < 0 else f"exit status {status}"
            current.finish(error={"errorType": "Runtime.ExitError",
                                  "errorMessage": f"RequestId: {current.id} Error: Runtime exited with error: {reason}"})

    def _signal(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    # --- the host's side ---

    def invoke(self, invocation):
        with self._lock:
            if self.dead:
                return invocation.finish(error=self.init_error or ENDED)
            self._waiting = invocation
        self._queue.put(invocation)
        began = time.time()
        if not invocation.wait():
            seconds = f"{invocation.deadline - began:.2f}"
            invocation.finish(error={"errorType": "Sandbox.Timedout",
                                     "errorMessage": f"RequestId: {invocation.id} Error: Task timed out after {seconds} seconds"})
            self.kill()
        return None

    def kill(self):
        self.dead = True  # at once, lest it be given another event before it has ended
        self._signal(signal.SIGCONT)
        self._signal(signal.SIGKILL)

    def stop(self):
        self.kill()
        self.process.wait()
        self.front.stop()
        self._log.close()

    # --- the runtime's side ---

    def _answer(self, request):
        what = request.path.removeprefix(BASE)
        if request.method == "GET" and what == "invocation/next":
            return self._next()
        if request.method == "POST" and what == "init/error":
            self.init_error = _error_of(request)
            return json_answer({"status": "OK"}, 202)
        parts = what.split("/")
        if request.method == "POST" and len(parts) == 3 and parts[0] == "invocation" and parts[2] in ("response", "error"):
            return self._finished(request, parts[1], parts[2])
        return json_answer({"errorType": "InvalidRequest", "errorMessage": request.path}, 404)

    def _next(self):
        if self.ready_seconds is None:
            self.ready_seconds = time.monotonic() - self.started
        try:
            invocation = self._queue.get_nowait()
        except queue.Empty:
            self._signal(signal.SIGSTOP)
            invocation = self._queue.get()
            self._signal(signal.SIGCONT)
        if invocation is None:
            return Answer(500, accident="close")
        with self._lock:
            self._current = invocation
        headers = [("Content-Type", "application/json"), ("Lambda-Runtime-Aws-Request-Id", invocation.id),
                   ("Lambda-Runtime-Deadline-Ms", str(int(invocation.deadline * 1000))), ("Lambda-Runtime-Invoked-Function-Arn", invocation.arn)]
        if invocation.trace:
            headers.append(("Lambda-Runtime-Trace-Id", invocation.trace))
        if invocation.tenant:
            headers.append(("Lambda-Runtime-Aws-Tenant-Id", invocation.tenant))
        return Answer(200, Headers(headers), invocation.payload)

    def _finished(self, request, name, how):
        with self._lock:
            current = self._current
        if current is None or current.id != name:
            return json_answer({"errorType": "InvalidRequestID", "errorMessage": "Invalid request ID"}, 400)
        if how == "error":
            current.finish(error=_error_of(request))
        elif len(request.body) > MAX_RESPONSE_BYTES:
            current.finish(error={"errorType": "Function.ResponseSizeTooLarge",
                                  "errorMessage": "Response payload size exceeded maximum allowed payload size (6291556 bytes)."})
            return json_answer({"errorType": "RequestEntityTooLarge", "errorMessage": "too large"}, 413)
        else:
            current.finish(result=request.body)
        return json_answer({"status": "OK"}, 202)


def _error_of(request):
    """The runtime's report: members that Lambda passes on, and the header that names the type must agree with the body."""
    try:
        told = json.loads(request.body)
    except ValueError:
        told = {}
    error = {"errorType": told.get("errorType", "Unhandled"), "errorMessage": told.get("errorMessage", "")}
    if "stackTrace" in told:
        error["stackTrace"] = told["stackTrace"]
    header = request.headers.get("Lambda-Runtime-Function-Error-Type")
    if header is not None and header != error["errorType"]:
        error = {"errorType": "Gateway.ErrorTypesDiffer", "errorMessage": f"header {header}, body {error['errorType']}"}
    return error
