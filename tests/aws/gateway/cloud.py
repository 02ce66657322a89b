"""The whole deployment on this machine: services, functions, state machine, event routes and the API, wired as deploy/aws wires them."""

import json
import os
import shutil
import tempfile
import time
import uuid

from . import grants, state_machines
from .api_gateway import ApiGateway
from .event_routes import EventRoutes, object_created
from .messages import ACCOUNT, REGION
from .stack import ROOT, Stack

ROLE = f"arn:aws:iam::{ACCOUNT}:role/bespoke-"
ENDED = {"SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"}


class Cloud:
    """`settings` are further BESPOKE_* variables of the functions; `wait_scale` shortens the state machine's waits; `command` stands in for the
    program. BESPOKE_KEEP_LOGS in the environment keeps the functions' logs. One a process: moto's resources, and what is patched into it, outlive
    it."""

    def __init__(self, wait_scale=0.05, duplicates=0.0, disorder=0.0, settings=None, log_directory=None, command=None):
        self._scale, self._duplicates, self._disorder, self._settings = wait_scale, duplicates, disorder, settings or {}
        self._own_logs = log_directory is None
        self.log_directory = log_directory or tempfile.mkdtemp(prefix="functions-")
        self._command = command
        self._sequencer = iter(range(1, 1 << 60))

    def __enter__(self):
        from lambda_host import Host

        self.stack = Stack().__enter__()
        try:
            self.host = Host(self._environment, self.log_directory, self._command)
            self.stack.gateway.doors["functions"] = self.host.door
            self.events = EventRoutes([(self._concerns_us, lambda event: self.invoke("events", event))], self._failed_event,
                                      self._duplicates, self._disorder)
            state_machines.patch(self.host.invoke, self._ended, self.events.pending, self.stack.gateway.journal.trouble, self._scale)
            self.state_machine = self._make_state_machine()
            self.stack.gateway.after.append(self._object_created)
            self.stack.gateway.scheduler.ring = lambda arn, text: self.invoke(arn.rpartition(":")[2], text.encode())
            self.stack.gateway.scheduler.dead = lambda _, text: self._failed_event(json.loads(text), "not delivered")
            self.used = grants.Used()
            self.stack.gateway.allowed.append(self.used.note)
            self.api = ApiGateway(lambda event: self.invoke("api", event, trace=_trace()))
        except BaseException:
            self.stack.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.api.stop()
        self.host.stop()
        self.stack.__exit__()
        if self._own_logs and "BESPOKE_KEEP_LOGS" not in os.environ:
            shutil.rmtree(self.log_directory, ignore_errors=True)

    # --- what deploy/aws makes ---

    def _make_state_machine(self):
        definition = json.loads((ROOT / "pipeline/tailoring.asl.json").read_text())
        for state in definition["States"].values():
            if state["Type"] == "Task":
                state["Resource"] = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{state['Resource']}"
        made = self.stack.client("stepfunctions").create_state_machine(
            name="bespoke-tailoring", definition=json.dumps(definition), roleArn=f"arn:aws:iam::{ACCOUNT}:role/bespoke-states")
        self.stack.client("events").create_event_bus(Name="bespoke")
        return made["stateMachineArn"]

    def _environment(self, function):
        """A function's: as Lambda sets it, with keys of its role that hold for an hour."""
        keys = self.stack.client("sts").assume_role(RoleArn=f"{ROLE}{function}-function",
                                                       RoleSessionName=f"function-{uuid.uuid4().hex[:8]}")["Credentials"]
        resources = self.stack.environment()
        named = {name: resources[f"BESPOKE_TEST_{name}"] for name in ("BUCKET", "QUARANTINE_BUCKET", "LEDGER_BUCKET", "KMS_KEY", "DEAD_LETTER_QUEUE",
                                                                      "TABLE") if f"BESPOKE_TEST_{name}" in resources}
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "en_US.UTF-8", "TZ": ":UTC", "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION,
            "AWS_ENDPOINT_URL": self.stack.url, "AWS_ACCESS_KEY_ID": keys["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": keys["SecretAccessKey"],
            "AWS_SESSION_TOKEN": keys["SessionToken"], "AWS_EC2_METADATA_DISABLED": "true",
            **{f"BESPOKE_{name}": value for name, value in named.items()}, "BESPOKE_TENANT_ROLE": f"{ROLE}{function}-tenant",
            "BESPOKE_STATE_MACHINE": self.state_machine,
            "BESPOKE_EVENT_BUS": "bespoke", "BESPOKE_PUBLIC_URL": self.api.url if hasattr(self, "api") else "http://127.0.0.1",
            "BESPOKE_NO_EGRESS": "on", **self._alarms(function), **self._settings,
        }

    @staticmethod
    def _alarms(function):
        """The function `events` can't name itself: its own ARN would be a cycle in its stack."""
        return {"BESPOKE_ALARM_GROUP": "bespoke-jobs", "BESPOKE_ALARM_ROLE": f"{ROLE}alarms",
                "BESPOKE_ALARM_DEAD_LETTERS": f"arn:aws:sqs:{REGION}:{ACCOUNT}:bespoke-failed-events",
                **({} if function == "events" else {"BESPOKE_ALARM_TARGET": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:events"})}

    # --- events ---

    @staticmethod
    def _concerns_us(event):
        if event["source"] == "aws.states":
            return event["detail"]["status"] in ENDED
        return event["source"] == "aws.s3"

    def _ended(self, execution):
        self.events.send(state_machines.status_change(execution))

    def _object_created(self, called, answer):
        if called.service == "s3" and called.name == "PutObject" and called.parameters["Bucket"] == "bespoke-quarantine" and answer.status < 300:
            self.events.send(object_created("bespoke-quarantine", called.parameters["Key"], len(called.parameters.get("Body", b"")),
                                            (answer.headers.get("ETag") or "").strip('"'), answer.headers.get("x-amz-version-id") or "",
                                            f"{next(self._sequencer):016X}"))

    def _failed_event(self, event, error):
        """Lambda's dead-letter queue for asynchronous invocations."""
        sqs = self.stack.client("sqs")
        queue = sqs.create_queue(QueueName="bespoke-failed-events")["QueueUrl"]
        sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(event), MessageAttributes={
            "ErrorMessage": {"DataType": "String", "StringValue": str(error)[:1000] or "-"}})

    # --- what tests do ---

    def invoke(self, function, event, trace=""):
        return self.host.invoke(function, event, trace)

    def admin(self, *arguments, text=""):
        """An administration command, as an operator gives it; its output, read if it is JSON."""
        done = json.loads(self.invoke("admin", {"arguments": list(arguments), "input": text}))
        if done["exitCode"] != 0:
            raise RuntimeError(f"{' '.join(arguments)}: {done['errors'] or done['output']}")
        try:
            return json.loads(done["output"])
        except ValueError:
            return done["output"]

    def chores(self):
        """What the schedule starts every minute."""
        return json.loads(self.invoke("chores", {"source": "aws.scheduler", "detail-type": "Scheduled Event", "detail": {}}))

    def redrive_failed_events(self):
        """An operator switches the function `dlq` on for the events that failed; gives how many it took."""
        sqs, taken = self.stack.client("sqs"), 0
        queue = sqs.create_queue(QueueName="bespoke-failed-events")["QueueUrl"]
        while found := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
            records = [{"messageId": one["MessageId"], "receiptHandle": one["ReceiptHandle"], "body": one["Body"], "attributes": {},
                        "messageAttributes": {}, "md5OfBody": one["MD5OfBody"], "eventSource": "aws:sqs", "awsRegion": REGION,
                        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:bespoke-failed-events"} for one in found]
            failed = {one["itemIdentifier"] for one in json.loads(self.invoke("dlq", {"Records": records}))["batchItemFailures"]}
            for one in found:
                if one["MessageId"] not in failed:
                    sqs.delete_message(QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])
                    taken += 1
        return taken

    def executions(self):
        found = self.stack.client("stepfunctions").list_executions(stateMachineArn=self.state_machine)["executions"]
        return {one["name"]: one["status"] for one in found}

    def dead_letters(self):
        """Messages of the jobs' dead-letter queue, without taking them away."""
        sqs = self.stack.client("sqs")
        queue = self.stack.environment()["BESPOKE_TEST_DEAD_LETTER_QUEUE"]
        found = []
        while part := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=2).get("Messages"):
            found += part
        time.sleep(2.1)  # until they are visible again
        return found


def _trace():
    return f"Root=1-{int(time.time()):08x}-{uuid.uuid4().hex[:24]};Parent={uuid.uuid4().hex[:16]};Sampled=1"
