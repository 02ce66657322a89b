"""Starts and stops everything, and makes the resources that a deployment has."""

import collections
import json
from pathlib import Path

from . import dynamodb_local, stubs
from .front import Front
from .messages import ACCOUNT, REGION
from .service import OPERATOR_KEY, ROOT_KEY, Gateway

ROOT = Path(__file__).resolve().parents[3]
# Its executions end when they are stopped.
WAITING = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3600, "End": True}}}
ROLE = f"arn:aws:iam::{ACCOUNT}:role/bespoke-tenant"


def missing():
    """Why it can't run, or nothing."""
    try:
        import boto3  # noqa: F401
        import moto  # noqa: F401
    except ImportError as error:
        return f"build/venv lacks a package ({error}); ./dev makes it from tests/requirements.txt"
    return dynamodb_local.missing()


class Stack:
    def __enter__(self):
        self._dynamodb = dynamodb_local.DynamoDbLocal()  # starts while moto is imported
        try:
            from .executions import Executions
            from .moto_backend import Moto

            moto = Moto()
            self.gateway = Gateway(moto, self._dynamodb)
            self.gateway.backends["states"] = Executions(moto).answer
            stubs.install(self.gateway)
            self._front = Front(self.gateway.answer, lambda: self.gateway.skew).start()
            self.url = self._front.url
            self._dynamodb.wait()
            self._resources = self._make_resources()
            self.gateway.journal.forget("calls")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if hasattr(self, "_front"):
            self._front.stop()
        self._dynamodb.stop()

    def client(self, service):
        """boto3's, which keeps this gateway honest."""
        import boto3
        from botocore.config import Config

        return boto3.client(service, endpoint_url=self.url, region_name=REGION, aws_access_key_id=OPERATOR_KEY.access_key,
                            aws_secret_access_key=OPERATOR_KEY.secret,
                            config=Config(s3={"addressing_style": "path"}, signature_version="v4" if service != "s3" else "s3v4",
                                          retries={"max_attempts": 0}))

    def _make_resources(self):
        s3, where = self.client("s3"), {"LocationConstraint": REGION}
        for bucket in ("bespoke-data", "bespoke-quarantine"):
            s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
        s3.create_bucket(Bucket="bespoke-ledger", CreateBucketConfiguration=where, ObjectLockEnabledForBucket=True)
        key = self.client("kms").create_key()["KeyMetadata"]["Arn"]
        sqs = self.client("sqs")
        queue = sqs.create_queue(QueueName="bespoke-dead-letters")["QueueUrl"]
        made = {"BUCKET": "bespoke-data", "QUARANTINE_BUCKET": "bespoke-quarantine", "LEDGER_BUCKET": "bespoke-ledger", "KMS_KEY": key,
                "DEAD_LETTER_QUEUE": queue, "TENANT_ROLE": ROLE}
        made["STATE_MACHINE"] = self.client("stepfunctions").create_state_machine(
            name="bespoke-waiting", definition=json.dumps(WAITING), roleArn=f"arn:aws:iam::{ACCOUNT}:role/bespoke-states")["stateMachineArn"]
        table = ROOT / "deploy/aws/table.json"
        if table.exists():
            made["TABLE"] = self._make_table(json.loads(table.read_text()))
        return made

    def _make_table(self, definition):
        dynamodb = self.client("dynamodb")
        wanted = {name: definition[name] for name in dynamodb.meta.service_model.operation_model("CreateTable").input_shape.members
                  if name in definition}
        wanted.setdefault("TableName", "bespoke")
        wanted.setdefault("BillingMode", "PAY_PER_REQUEST")
        dynamodb.create_table(**wanted)
        return wanted["TableName"]

    def environment(self):
        return {
            "AWS_ENDPOINT_URL": self.url, "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION, "AWS_ACCESS_KEY_ID": ROOT_KEY.access_key,
            "AWS_SECRET_ACCESS_KEY": ROOT_KEY.secret, "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "BESPOKE_TEST_CONTROL": self.url + "/_control", "BESPOKE_TEST_ACCOUNT": ACCOUNT,
            **{f"BESPOKE_TEST_{name}": value for name, value in self._resources.items()},
        }

    def totals(self):
        counted = collections.Counter(f"{call['service']}.{call['operation']} {call['status']}" for call in self.gateway.journal.calls)
        return dict(sorted(counted.items()))
