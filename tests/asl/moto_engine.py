"""Runs a state machine on moto's Step Functions interpreter, with scripted tasks and without waiting."""

import copy
import datetime
import json

from moto.stepfunctions.parser.api import HistoryEventType, LambdaFunctionFailedEventDetails, StateMachineType
from moto.stepfunctions.parser.asl.component.common.error_name.custom_error_name import CustomErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent, FailureEventException
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction
from moto.stepfunctions.parser.asl.eval.evaluation_details import (
    AWSExecutionDetails,
    EvaluationDetails,
    ExecutionDetails,
    StateMachineDetails,
)
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails
from moto.stepfunctions.parser.asl.eval.program_state import ProgramEnded
from moto.stepfunctions.parser.backend.execution_worker import SyncExecutionWorker
from moto.stepfunctions.parser.backend.execution_worker_comm import ExecutionWorkerCommunication

ACCOUNT = "123456789012"
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:"


class _Silent(ExecutionWorkerCommunication):
    def terminated(self):
        pass


def _with_functions(definition):
    """The deployment's substitution: plain resource names become function ARNs."""
    definition = copy.deepcopy(definition)
    for state in definition["States"].values():
        if state["Type"] == "Task":
            state["Resource"] = FUNCTION + state["Resource"]
    return definition


class _Script:
    """Answers for the functions, call by call; the last one goes on for ever. Notes inputs and waits."""

    def __init__(self, answers):
        self.answers, self.calls, self.inputs, self.waits_ms = answers, {}, [], []

    def invoke(self, env, parameters, region, state_credentials):
        name = parameters["FunctionName"].removeprefix(FUNCTION)
        payload = parameters["Payload"]
        self.inputs.append(json.loads(payload) if isinstance(payload, (bytes, str)) else payload)
        answers = self.answers[name]
        call = self.calls.get(name, 0)
        self.calls[name] = call + 1
        answer = answers[min(call, len(answers) - 1)]
        if "error" not in answer:
            env.stack.append({"Payload": copy.deepcopy(answer["return"])})
            return
        details = LambdaFunctionFailedEventDetails(error=answer["error"], cause=answer["cause"])
        raise FailureEventException(FailureEvent(
            env=env, error_name=CustomErrorName(answer["error"]), event_type=HistoryEventType.LambdaFunctionFailed,
            event_details=EventDetails(lambdaFunctionFailedEventDetails=details)))

    def sleep(self, seconds):
        self.waits_ms.append(round(seconds * 1000))


def run(definition, data, answers):
    """What happened, in the shape that asl_run prints."""
    script = _Script(answers)
    lambda_eval_utils.execute_lambda_function_integration = script.invoke
    retrier_decl.time = script  # time.sleep between attempts
    WaitFunction._wait_interval = lambda _self, env, wait_seconds: script.sleep(wait_seconds) if wait_seconds > 0 else None
    arn = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:test"
    details = EvaluationDetails(
        AWSExecutionDetails(account=ACCOUNT, region="us-east-1", role_arn="role"),
        ExecutionDetails(arn="job-1", name="job-1", role_arn="role", inpt=copy.deepcopy(data),
                         start_time=datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc).isoformat()),
        StateMachineDetails(arn=arn, name="test", typ=StateMachineType.STANDARD, definition=json.dumps(_with_functions(definition))))
    worker = SyncExecutionWorker(evaluation_details=details, exec_comm=_Silent(), cloud_watch_logging_session=None, activity_store={})
    worker.start()
    end = worker.env.program_state()
    history = worker.env.event_manager.get_event_history()
    result = {"states": [event["stateEnteredEventDetails"]["name"] for event in history if "stateEnteredEventDetails" in event],
              "inputs": script.inputs, "waitsMs": script.waits_ms}
    if isinstance(end, ProgramEnded):
        return {**result, "status": "SUCCEEDED", "output": worker.env.states.get_input()}
    return {**result, "status": "FAILED", "error": end.error.get("error")}
