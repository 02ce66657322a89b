"""moto's Step Functions with real functions: Lambda tasks go to a host, ends become events, waits pass faster than in life."""

import json
import threading
import time
import traceback
import types

from .messages import REGION

FUNCTION = ":function:"


def patch(invoke, ended, pending, failed, scale=1.0):
    """`invoke(function, payload, trace)` gives bytes or raises an error with `told`; `ended(execution)` hears of every end, in the context
    `pending()` that begins before the end can be seen; `failed(text)` of every failure that is the emulators' own, which on AWS has no name; waits
    between attempts are multiplied by `scale`."""
    from moto.stepfunctions.parser import models
    from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
    from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
    from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction
    from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication

    def integration(env, parameters, region, state_credentials):
        function = parameters["FunctionName"].partition(FUNCTION)[2].partition(":")[0]
        try:
            answer = json.loads(invoke(function, parameters["Payload"], ""))
        except Exception as error:
            told = getattr(error, "told", None)
            if told is None:  # moto would call it "Exception", as if a function had failed so
                failed(f"{function}: {traceback.format_exc(limit=-6)}")
                told = {"errorType": "Emulator.Failed", "errorMessage": repr(error)}
            raise lambda_eval_utils.LambdaFunctionErrorException("Unhandled", json.dumps(told, separators=(",", ":"))) from error
        env.stack.append({"Payload": answer, "StatusCode": 200})

    lambda_eval_utils.execute_lambda_function_integration = integration
    retrier_decl.time = types.SimpleNamespace(sleep=lambda seconds: time.sleep(seconds * scale))
    wait = WaitFunction._wait_interval

    def shorter(self, env, wait_seconds):
        if scale == 1.0:
            return wait(self, env, wait_seconds)
        return env.program_state_event.wait(wait_seconds * scale) if wait_seconds > 0 else None

    WaitFunction._wait_interval = shorter
    terminated = BaseExecutionWorkerCommunication.terminated

    def told(self):
        with pending():
            terminated(self)
            ended(self.execution)

    BaseExecutionWorkerCommunication.terminated = told
    _one_at_a_time(models.StepFunctionsParserBackend)
    _uncaught()


def _uncaught():
    """States.ALL takes neither States.DataLimitExceeded nor States.Runtime ("Handling errors in Step Functions workflows")."""
    from moto.stepfunctions.parser.asl.component.common.error_name.error_equals_decl import ErrorEqualsDecl
    from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName

    matches = ErrorEqualsDecl._eval_body

    def as_on_aws(self, env):
        error = env.stack[-1]
        if isinstance(error, StatesErrorName) and error.error_name in ("States.DataLimitExceeded", "States.Runtime"):
            env.stack[-1] = any(one == error for one in self.error_names)
            return
        matches(self, env)

    ErrorEqualsDecl._eval_body = as_on_aws


def _one_at_a_time(backend):
    """Two requests with one name: on AWS one starts the execution, the other finds it."""
    lock, start = threading.Lock(), backend.start_execution

    def start_execution(self, *arguments, **named):
        with lock:
            return start(self, *arguments, **named)

    backend.start_execution = start_execution


def status_change(execution):
    """The event that Step Functions sends."""
    detail = {"executionArn": execution.exec_arn, "stateMachineArn": execution.state_machine.arn, "name": execution.name,
              "status": execution.exec_status.value, "startDate": int(execution.start_date.timestamp() * 1000),
              "stopDate": int(execution.stop_date.timestamp() * 1000), "input": json.dumps(execution.input_data, separators=(",", ":")),
              "inputDetails": {"included": True}, "output": None, "outputDetails": None, "error": execution.error, "cause": execution.cause}
    if execution.exec_status.value == "SUCCEEDED":
        detail.update(output=json.dumps(execution.output, separators=(",", ":")), outputDetails={"included": True})
    return {"detail-type": "Step Functions Execution Status Change", "source": "aws.states", "resources": [execution.exec_arn], "detail": detail,
            "region": REGION}
