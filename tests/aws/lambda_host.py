"""Lambda on this machine: functions as processes behind a Runtime API of their own, started when they are needed.

Usage as a program, for a try by hand: lambda_host.py FUNCTION < event.json (inside with_emulators.py).
"""

import collections
import json
import os
import random
import re
import shutil
import sys
import threading
import time
from pathlib import Path

from gateway.sandbox import CannotStart, Invocation, Sandbox

ROOT = Path(__file__).resolve().parents[2]
MAX_EVENT_BYTES = 6 * 1024 * 1024
# Seconds; the deployment gives each function its own.
TIMEOUTS = {"api": 29, "generate": 600, "parse": 90}


class FunctionError(Exception):
    """What the caller of a function is told: the error's type, message and maybe stack."""

    def __init__(self, told):
        super().__init__(f"{told.get('errorType')}: {told.get('errorMessage')}")
        self.told = told


class Host:
    """`faults`: rules {"function": pattern, "kind", "times", "each", "skip", "probability", "seed"}, with "each" the most that strike one and the
    same event, so that a storm stays below what a state's Retry bears however its chances fall; kinds: "throttle", "service" (Lambda itself fails),
    "kill" (the process dies at work), "lost" (it did its work, the answer is lost), "twice" (invoked a second time with the same event), "grow"
    (its answer is longer by `bytes`), "error" with "errorType" (the function is not asked), "hold" (it is asked once the rule is gone). Safe
    from many threads."""

    def __init__(self, environment, log_directory, command=None, most_at_once=4):
        self.environment, self.log_directory, self.most_at_once = environment, Path(log_directory), most_at_once
        self.command = command or [str(self._deployed()), "lambda"]
        self._lock, self._room = threading.Lock(), threading.Condition()
        self._idle, self._busy, self._rules = {}, {}, []
        self.invocations, self.cold_starts = [], []

    def _deployed(self):
        """The program as it is now: what is built anew meanwhile is another deployment."""
        program, folder = Path(os.environ.get("BESPOKE_BIN", ROOT / "build/dev/bin/bespoke")), self.log_directory / "task"
        folder.mkdir(exist_ok=True)
        for one in (program, program.with_name("reader")):
            shutil.copy2(one, folder / one.name)
        return folder / program.name

    # --- faults ---

    def set_faults(self, rules):
        with self._lock:
            self._rules = [{**rule, "seen": 0, "struck": 0, "random": random.Random(rule.get("seed", 1)), "events": collections.Counter()} for rule in rules]

    def door(self, method, data):
        if method in ("PUT", "DELETE"):
            self.set_faults(data or [])
        with self._lock:
            return [{name: value for name, value in rule.items() if name not in ("random", "events")} for rule in self._rules]

    def _strike(self, function, payload):
        with self._lock:
            for rule in self._rules:
                if not re.fullmatch(rule.get("function", ".*"), function):
                    continue
                rule["seen"] += 1
                if rule["seen"] > rule.get("skip", 0) and rule["struck"] < rule.get("times", 1 << 30) and \
                        rule["events"][payload] < rule.get("each", 1 << 30) and rule["random"].random() < rule.get("probability", 1):
                    rule["struck"] += 1
                    rule["events"][payload] += 1
                    return rule
        return None

    # --- environments ---

    def _take(self, function):
        """An idle environment, a new one, or wait for one: reserved concurrency without the throttle, which is a fault of its own."""
        with self._room:
            while True:
                idle = [one for one in self._idle.get(function, []) if not one.dead]
                self._idle[function] = idle
                if idle:
                    sandbox = idle.pop()
                    break
                if len(self._busy.get(function, set())) < self.most_at_once:
                    sandbox = self._start(function)
                    break
                self._room.wait()
            self._busy.setdefault(function, set()).add(sandbox)
            return sandbox

    def _start(self, function):
        environment = self.environment(function) if callable(self.environment) else self.environment
        try:
            return Sandbox(function, self.command, environment, self.log_directory / f"{function}.log")
        except CannotStart as error:
            raise FunctionError({"errorType": "Runtime.InvalidEntrypoint", "errorMessage": f"Error: {error}"}) from error

    def _give_back(self, sandbox):
        with self._room:
            self._busy[sandbox.function].discard(sandbox)
            if sandbox.ready_seconds is not None and not hasattr(sandbox, "counted"):
                sandbox.counted = True
                self.cold_starts.append((sandbox.function, round(sandbox.ready_seconds, 3)))
            if sandbox.dead:
                threading.Thread(target=sandbox.stop, daemon=True).start()
            else:
                self._idle.setdefault(sandbox.function, []).append(sandbox)
            self._room.notify_all()

    def recycle(self):
        """Ends every idle environment: the next invocations start cold, with new credentials."""
        with self._room:
            idle, self._idle = self._idle, {}
        for sandboxes in idle.values():
            for sandbox in sandboxes:
                sandbox.stop()

    def stop(self):
        with self._room:
            every = [one for group in (*self._idle.values(), *self._busy.values()) for one in group]
            self._idle, self._busy = {}, {}
        for sandbox in every:
            sandbox.stop()

    # --- invocations ---

    def invoke(self, function, event, trace="", seconds=None):
        """The function's answer as bytes. Raises FunctionError."""
        payload = event if isinstance(event, bytes) else json.dumps(event, separators=(",", ":")).encode()
        if len(payload) > MAX_EVENT_BYTES:
            raise FunctionError({"errorType": "Lambda.RequestTooLargeException", "errorMessage": "Request must be smaller than 6291456 bytes"})
        rule = self._strike(function, payload) or {}
        while rule.get("kind") == "hold" and any(one is rule for one in self._rules):
            time.sleep(0.01)
        self._refuse(rule)
        if rule.get("kind") == "twice":
            self._run(function, payload, trace, seconds)
        invocation = self._run(function, payload, trace, seconds, rule.get("killAfterSeconds", 0.005) if rule.get("kind") == "kill" else None)
        self.invocations.append((function, "error" if invocation.error else "ok"))
        if rule.get("kind") == "lost":
            raise FunctionError({"errorType": "Lambda.SdkClientException", "errorMessage": "The answer was lost."})
        if invocation.error:
            raise FunctionError(invocation.error)
        if rule.get("kind") == "grow":
            return json.dumps({**json.loads(invocation.result), "padding": "x" * rule["bytes"]}).encode()
        return invocation.result

    @staticmethod
    def _refuse(rule):
        known = {"throttle": "Lambda.TooManyRequestsException", "service": "Lambda.ServiceException", "error": rule.get("errorType")}
        if rule.get("kind") in known:
            raise FunctionError({"errorType": known[rule["kind"]], "errorMessage": rule.get("errorMessage", "By a test's wish.")})

    def _run(self, function, payload, trace, seconds, kill_after=None):
        sandbox = self._take(function)
        invocation = Invocation(function, payload, seconds or TIMEOUTS.get(function, 60), trace)
        timer = threading.Timer(kill_after, sandbox.kill) if kill_after is not None else None
        if timer:
            timer.start()
        try:
            sandbox.invoke(invocation)
        finally:
            if timer:
                timer.cancel()
                timer.join()  # lest it kills whoever is next in this environment
            self._give_back(sandbox)
        return invocation


def main():
    import tempfile

    host = Host(dict(os.environ), tempfile.mkdtemp(prefix="functions-"))
    try:
        print(host.invoke(sys.argv[1], sys.stdin.buffer.read()).decode())
        return 0
    except FunctionError as error:
        print(json.dumps(error.told), file=sys.stderr)
        return 1
    finally:
        host.stop()
        for log in host.log_directory.glob("*.log"):
            sys.stderr.write(log.read_text())


if __name__ == "__main__":
    sys.exit(main())
