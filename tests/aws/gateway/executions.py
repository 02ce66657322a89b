"""What moto leaves out of Step Functions' executions: a history in pages, from its end, without data; why one was stopped."""

import json
import threading

from .messages import REGION
from .stubs import answers

PAGE = 25  # AWS gives up to 1,000 events at once, or fewer: whoever reads the first page alone is caught here


class Executions:
    """A backend of the gateway, in front of moto."""

    def __init__(self, moto):
        self._moto, self._why = moto, threading.local()
        self._tell_why()

    def answer(self, request, signed, called):
        asked = called.parameters
        self._why.given = (asked.get("error"), asked.get("cause")) if called.name == "StopExecution" else (None, None)
        found = self._moto.ask(request, "states", signed.region or REGION, signed.key.access_key)
        if called.name != "GetExecutionHistory" or found.status != 200:
            return found
        return self._page(called, json.loads(found.body)["events"])

    @staticmethod
    def _page(called, events):
        asked = called.parameters
        events.sort(key=lambda event: event["id"], reverse=asked.get("reverseOrder", False))
        token = asked.get("nextToken", "0")
        if not token.isdigit() or int(token) >= max(len(events), 1):
            answers.refuse(called, "InvalidToken", f"Invalid Token: '{token}'")
        begin, size = int(token), min(asked.get("maxResults") or 100, PAGE)
        members = {"events": [_without_data(event) if asked.get("includeExecutionData") is False else event for event in events[begin:begin + size]]}
        if begin + size < len(events):
            members["nextToken"] = str(begin + size)
        return answers.of(called, members)

    def _tell_why(self):
        from moto.stepfunctions.parser.asl.eval.program_state import ProgramStopped
        from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication, Execution

        stop, reflect, why = Execution.stop, BaseExecutionWorkerCommunication._reflect_execution_status, self._why

        def stop_with_reason(self, stop_date, error, cause):
            error, cause = getattr(why, "given", (error, cause))
            stop(self, stop_date=stop_date, error=error, cause=cause)

        def reflect_reason(self):
            reflect(self)
            state = self.execution.exec_worker.env.program_state()
            if isinstance(state, ProgramStopped):
                self.execution.error, self.execution.cause = state.error, state.cause

        Execution.stop, BaseExecutionWorkerCommunication._reflect_execution_status = stop_with_reason, reflect_reason


def _without_data(event):
    kept = {}
    for name, value in event.items():
        if isinstance(value, dict):
            value = {key: one for key, one in value.items() if key not in ("input", "inputDetails", "output", "outputDetails")}
        kept[name] = value
    return kept
