"""What the gateway's own tests share: one stack, boto3 clients, requests signed by botocore and then spoilt."""

import hashlib
import http.client
import json
import unittest
import urllib.request

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from gateway import stack
from gateway.messages import REGION
from gateway.service import ROOT_KEY
from with_emulators import skip

BUCKET, TABLE = "bespoke-data", "gateway-test"
S = {}


def start():
    reason = stack.missing()
    if reason:
        skip(reason)
    S["stack"] = stack.Stack().__enter__()
    client("dynamodb").create_table(TableName=TABLE, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}],
                                    AttributeDefinitions=[{"AttributeName": "PK", "AttributeType": "S"}])


def stop():
    S["stack"].__exit__()


def client(service, session=None, **more):
    import boto3

    keys = {"aws_access_key_id": session["AccessKeyId"], "aws_secret_access_key": session["SecretAccessKey"],
            "aws_session_token": session["SessionToken"]} if session else {
                "aws_access_key_id": ROOT_KEY.access_key, "aws_secret_access_key": ROOT_KEY.secret}
    return boto3.client(service, endpoint_url=S["stack"].url, region_name=REGION, **keys, **more,
                        config=Config(s3={"addressing_style": "path"}, signature_version="s3v4" if service == "s3" else None, retries={"max_attempts": 0}))


def session_of(tenant):
    return client("sts").assume_role(RoleArn=stack.ROLE, RoleSessionName=f"tenant-{tenant}", Tags=[{"Key": "tenantId", "Value": tenant}],
                                     TransitiveTagKeys=["tenantId"])["Credentials"]


def control(method, path, value=None):
    body = None if value is None else json.dumps(value).encode()
    return json.loads(urllib.request.urlopen(urllib.request.Request(f"{S['stack'].url}/_control/{path}", body, method=method)).read())


def send(service, method, path, body, headers, change=lambda headers: None):
    """A request signed by botocore and then changed; gives status, headers, body."""
    made = AWSRequest(method=method, url=S["stack"].url + path, data=body, headers=headers)
    kind = S3SigV4Auth if service == "s3" else SigV4Auth
    if service == "aoss":
        made.headers["x-amz-content-sha256"] = hashlib.sha256(body).hexdigest()
    kind(Credentials(ROOT_KEY.access_key, ROOT_KEY.secret), service, REGION).add_auth(made)
    sent = dict(made.headers)
    change(sent)
    connection = http.client.HTTPConnection(S["stack"].url.removeprefix("http://"), timeout=10)
    try:
        connection.request(method, path, body, sent)
        got = connection.getresponse()
        return got.status, dict(got.getheaders()), got.read()
    finally:
        connection.close()


def json_call(service, target, body, version="1.1", change=lambda headers: None):
    status, _, content = send(service, "POST", "/", json.dumps(body).encode(),
                              {"Content-Type": f"application/x-amz-json-{version}", "X-Amz-Target": target}, change)
    return status, json.loads(content)


class GatewayCase(unittest.TestCase):
    def setUp(self):
        control("DELETE", "violations")
        control("DELETE", "faults")

    def violated(self, rule):
        found = [one for one in control("DELETE", "violations") if one["rule"] == rule]
        self.assertTrue(found, f"no violation of {rule}")
        return found[0]["message"]

    def refused(self, code, call, *arguments, **named):
        with self.assertRaises(ClientError) as caught:
            call(*arguments, **named)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)

    def clean(self):
        self.assertEqual(control("GET", "violations"), [])
