"""EventBridge Scheduler's one-time schedules: strict about what is asked, and they really ring.

`ring(target, input)` raises where the target can't be had; then `dead(queue, input)` gets the input. Times pass as on a clock; a test lets them
pass faster with its door: PUT {"scale": 0.001} shortens what is still to wait, also of schedules that are there. GET shows what there is.
"""

import datetime
import json
import re
import threading

from . import answers

EXPRESSION = re.compile(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)")
LAMBDA = re.compile(r"arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?")
GROUPS = {"default", "bespoke-jobs"}
ATTEMPTS = 3


def _now():
    return datetime.datetime.now(datetime.timezone.utc)


class Scheduler:
    def __init__(self):
        self._lock, self._schedules, self._timers, self._tokens, self._scale = threading.Lock(), {}, {}, {}, 1.0
        self.ring = self.dead = lambda *_: None
        self.rung = []

    # --- what the service does ---

    def answer(self, _, __, called):
        asked = called.parameters
        place = asked.get("GroupName", "default"), asked.get("Name")
        if place[0] not in GROUPS:
            answers.refuse(called, "ResourceNotFoundException", f"Schedule group {place[0]} does not exist.")
        if called.name == "CreateSchedule":
            return self._create(called, place)
        with self._lock:
            there = self._schedules.get(place)
            if there is None:
                answers.refuse(called, "ResourceNotFoundException", f"Schedule {place[1]} does not exist.")
            if called.name == "DeleteSchedule":
                self._forget(place)
                return answers.of(called, {})
        if called.name == "GetSchedule":
            return answers.of(called, {"Arn": self._arn(place), "GroupName": place[0], "State": "ENABLED", **{
                name: there[name] for name in ("Name", "ScheduleExpression", "Target", "FlexibleTimeWindow", "ActionAfterCompletion")}})
        raise answers.BadStub(f"the stub has no {called.name}")

    def _create(self, called, place):
        asked = called.parameters
        at = self._check(called)
        with self._lock:
            known = self._tokens.get(asked.get("ClientToken"))
            if place in self._schedules and (known is None or known != asked):
                answers.refuse(called, "ConflictException", f"Schedule {place[1]} already exists.")
            if place not in self._schedules:
                self._schedules[place] = {**asked, "at": at}
                self._tokens[asked.get("ClientToken")] = asked
                self._wait(place)
        return answers.of(called, {"ScheduleArn": self._arn(place)})

    @staticmethod
    def _check(called):
        """What the model can't say. Gives the time."""
        asked = called.parameters

        def wrong(why):
            answers.refuse(called, "ValidationException", why)

        match = EXPRESSION.fullmatch(asked["ScheduleExpression"])
        if not match or asked.get("ScheduleExpressionTimezone", "UTC") != "UTC":
            wrong(f"Invalid Schedule Expression {asked['ScheduleExpression']}.")
        at = datetime.datetime.fromisoformat(match[1]).replace(tzinfo=datetime.timezone.utc)
        if at <= _now():
            wrong("Invalid Schedule Expression: the time is in the past.")
        window = asked["FlexibleTimeWindow"]
        if ("MaximumWindowInMinutes" in window) != (window["Mode"] == "FLEXIBLE"):
            wrong("A flexible time window, and only that, has a length.")
        target = asked["Target"]
        if not LAMBDA.fullmatch(target["Arn"]):
            wrong(f"Provided Arn {target['Arn']} is not in correct format or not supported.")
        try:
            json.loads(target.get("Input", "{}"))
        except ValueError:
            wrong("Invalid Input: a Lambda target takes JSON.")
        return at

    @staticmethod
    def _arn(place):
        return f"arn:aws:scheduler:eu-central-1:123456789012:schedule/{place[0]}/{place[1]}"

    # --- time ---

    def _wait(self, place):
        seconds = max(0.0, (self._schedules[place]["at"] - _now()).total_seconds()) * self._scale
        timer = threading.Timer(seconds, self._due, (place,))
        timer.daemon = True
        self._timers[place] = timer
        timer.start()

    def _forget(self, place):
        self._timers.pop(place).cancel()
        return self._schedules.pop(place)

    def _due(self, place):
        with self._lock:
            if place not in self._schedules:
                return
            schedule = self._forget(place) if self._schedules[place].get("ActionAfterCompletion") == "DELETE" else self._schedules[place]
        target = schedule["Target"]
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self.ring(target["Arn"], target.get("Input", "{}"))
                break
            except Exception:
                if attempt == ATTEMPTS and "DeadLetterConfig" in target:
                    self.dead(target["DeadLetterConfig"]["Arn"], target.get("Input", "{}"))
        with self._lock:
            self.rung.append({"name": place[1], "input": json.loads(target.get("Input", "{}"))})

    # --- the tests' door ---

    def door(self, method, data):
        with self._lock:
            if method in ("PUT", "DELETE"):
                self._scale = (data or {}).get("scale", 1.0)
                for place in list(self._schedules):
                    self._timers[place].cancel()
                    self._wait(place)
            return {"waiting": [{"name": place[1], "group": place[0], "at": one["at"].isoformat(), "target": one["Target"]["Arn"],
                                 "input": json.loads(one["Target"]["Input"])} for place, one in self._schedules.items()],
                    "rung": list(self.rung)}
