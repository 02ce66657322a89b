#!/usr/bin/env python3
"""The gateway itself: boto3's requests pass, and whatever breaks a rule is refused and noted.

Usage: gateway_test.py [TEST…], in build/venv. Exits with 77, saying why, where a part is missing.
"""

import base64
import datetime
import hashlib
import http.client
import json
import sys
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from with_emulators import into_venv, skip

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from botocore.auth import S3SigV4Auth, SigV4Auth  # noqa: E402
from botocore.awsrequest import AWSRequest  # noqa: E402
from botocore.config import Config  # noqa: E402
from botocore.credentials import Credentials  # noqa: E402
from botocore.exceptions import ClientError  # noqa: E402
from gateway import stack  # noqa: E402
from gateway.messages import REGION  # noqa: E402
from gateway.service import ROOT_KEY  # noqa: E402

BUCKET, TABLE = "bespoke-data", "gateway-test"
S = {}


def setUpModule():
    reason = stack.missing()
    if reason:
        skip(reason)
    S["stack"] = stack.Stack().__enter__()
    client("dynamodb").create_table(TableName=TABLE, BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}],
                                    AttributeDefinitions=[{"AttributeName": "PK", "AttributeType": "S"}])


def tearDownModule():
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


class Signatures(GatewayCase):
    BODY = {"TableName": TABLE, "Key": {"PK": {"S": "a"}}}

    def get_item(self, change):
        return json_call("dynamodb", "DynamoDB_20120810.GetItem", self.BODY, "1.0", change)

    def test_a_good_one_passes(self):
        self.assertEqual(self.get_item(lambda headers: None)[0], 200)
        self.clean()

    def test_a_changed_signature_is_refused(self):
        def change(headers):
            headers["Authorization"] = headers["Authorization"][:-4] + "0000"

        status, answer = self.get_item(change)
        self.assertEqual((status, answer["__type"].rpartition("#")[2]), (400, "InvalidSignatureException"))

    def test_a_changed_target_is_refused(self):
        def change(headers):
            headers["X-Amz-Target"] = "DynamoDB_20120810.DeleteItem"

        self.assertEqual(self.get_item(change)[0], 400)

    def test_an_unknown_key_is_refused(self):
        def change(headers):
            headers["Authorization"] = headers["Authorization"].replace(ROOT_KEY.access_key, "AKIASOMEBODYELSE0000")

        self.assertIn("UnrecognizedClientException", self.get_item(change)[1]["__type"])

    def test_a_header_that_must_be_signed_is_missed(self):
        self.get_item(lambda headers: headers.update({"X-Amz-Other": "1"}))
        self.violated("unsigned-header")

    def test_a_skewed_clock_is_refused_and_the_answer_tells_the_time(self):
        control("PUT", "clock", {"skewSeconds": 3600})
        try:
            status, headers, _ = send("s3", "GET", f"/{BUCKET}/x", b"", {})
        finally:
            control("PUT", "clock", {"skewSeconds": 0})
        self.assertEqual(status, 403)
        at = datetime.datetime.strptime(headers["Date"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=datetime.timezone.utc).timestamp()
        self.assertAlmostEqual(at - time.time(), 3600, delta=30)

    def test_the_payload_counts(self):
        status, _, body = send("s3", "PUT", f"/{BUCKET}/tenants/a/k", b"one", {},
                               lambda headers: headers.update({"X-Amz-Content-SHA256": hashlib.sha256(b"two").hexdigest()}))
        self.assertEqual(status, 400)
        self.assertIn(b"XAmzContentSHA256Mismatch", body)

    def test_opensearch_without_a_content_hash_gets_a_bare_403(self):
        status, headers, body = send("aoss", "POST", "/chunks/_search", b"{}", {"Content-Type": "application/json"},
                                     lambda headers: headers.pop("x-amz-content-sha256"))
        self.assertEqual((status, body), (403, b""))
        self.assertEqual(headers["X-Aoss-Response-Hint"], "X01:gw-helper-deny")

    def test_presigned_links_hold_as_they_are(self):
        s3 = client("s3")
        s3.put_object(Bucket=BUCKET, Key="tenants/a/é ~*'.txt", Body=b"text")
        link = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "tenants/a/é ~*'.txt"}, ExpiresIn=60)
        self.assertEqual(urllib.request.urlopen(link).read(), b"text")
        for changed in (link.replace("tenants/a", "tenants/b"), link.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"), link[:-2] + "00"):
            with self.assertRaises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(changed)
            self.assertEqual(caught.exception.code, 403)
        control("PUT", "clock", {"skewSeconds": 120})
        try:
            with self.assertRaises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(link)
            self.assertIn(b"Request has expired", caught.exception.read())
        finally:
            control("PUT", "clock", {"skewSeconds": 0})


class Models(GatewayCase):
    def broken(self, service, target, body, words, version="1.0"):
        status, answer = json_call(service, target, body, version)
        self.assertEqual((status, answer["__type"].rpartition("#")[2]), (400, "ValidationException"))
        self.assertIn(words, self.violated("model"))

    def test_a_missing_member(self):
        self.broken("dynamodb", "DynamoDB_20120810.GetItem", {"TableName": TABLE}, "Key is required")

    def test_an_unknown_member(self):
        self.broken("dynamodb", "DynamoDB_20120810.GetItem", {**Signatures.BODY, "Keyy": 1}, "Keyy is no member")

    def test_a_value_outside_of_an_enum(self):
        self.broken("kms", "TrentService.GenerateDataKey", {"KeyId": "x", "KeySpec": "AES_512"}, "not one of", "1.1")

    def test_a_value_that_does_not_match(self):
        self.broken("dynamodb", "DynamoDB_20120810.TransactWriteItems", {"TransactItems": [], "ClientRequestToken": "x" * 37}, "at")

    def test_a_wrong_type(self):
        self.broken("sqs", "AmazonSQS.ReceiveMessage", {"QueueUrl": "u", "MaxNumberOfMessages": "10"}, "wanted integer")

    def test_a_text_that_is_no_base64(self):
        self.broken("kms", "TrentService.Decrypt", {"CiphertextBlob": "%%"}, "not base64", "1.1")

    def test_a_wrong_content_type(self):
        self.broken("states", "AWSStepFunctions.DescribeExecution", {"executionArn": "arn:x"}, "content type", "1.1")

    def test_an_unknown_operation(self):
        self.assertEqual(json_call("sqs", "AmazonSQS.SendMesage", {}, "1.0")[0], 400)
        self.violated("unknown-operation")

    def test_an_unknown_query_parameter_of_s3(self):
        self.assertEqual(send("s3", "GET", f"/{BUCKET}?list-type=2&prefx=a", b"", {})[0], 400)
        self.assertIn("prefx", self.violated("model"))

    def test_an_unknown_header_of_s3(self):
        self.assertEqual(send("s3", "PUT", f"/{BUCKET}/k", b"", {"x-amz-server-side-encrypton": "aws:kms"})[0], 400)
        self.assertIn("encrypton", self.violated("model"))

    def test_a_form_of_sts(self):
        self.refused("ValidationError", client("sts", api_version=None)._make_api_call, "AssumeRole", {
            "RoleArn": "arn:aws:iam::123456789012:role/x", "RoleSessionName": "a b"})
        self.violated("model")


class Isolation(GatewayCase):
    """A session with tenantId=a reaches nothing of b's."""

    @classmethod
    def setUpClass(cls):
        cls.session = session_of("a")
        cls.key = S["stack"].environment()["BESPOKE_TEST_KMS_KEY"]

    def test_objects(self):
        s3 = client("s3", self.session)
        s3.put_object(Bucket=BUCKET, Key="tenants/a/x", Body=b"1")
        s3.list_objects_v2(Bucket=BUCKET, Prefix="tenants/a/")
        for call, named in ((s3.get_object, {"Key": "tenants/b/x"}), (s3.get_object, {"Key": "tenants/ab/x"}), (s3.list_objects_v2, {}),
                            (s3.list_objects_v2, {"Prefix": "tenants/"}), (s3.delete_object, {"Key": "tenants/b/x"}), (s3.get_bucket_policy, {}),
                            (s3.put_object, {"Key": "tenants/b/x", "Body": b""})):
            self.refused("AccessDenied", call, Bucket=BUCKET, **named)
        context = base64.b64encode(b'{"tenantId":"b"}').decode()
        self.refused("AccessDenied", s3.put_object, Bucket=BUCKET, Key="tenants/a/y", Body=b"", ServerSideEncryption="aws:kms",
                     SSEKMSKeyId=self.key, SSEKMSEncryptionContext=context)

    def test_rows(self):
        dynamodb = client("dynamodb", self.session)
        mine, other = {"PK": {"S": "TENANT#a#JOB"}}, {"PK": {"S": "TENANT#b"}}
        dynamodb.put_item(TableName=TABLE, Item=mine)
        dynamodb.transact_write_items(TransactItems=[{"Put": {"TableName": TABLE, "Item": {"PK": {"S": "TENANT#a"}}}}])
        denied = "AccessDeniedException"
        self.refused(denied, dynamodb.get_item, TableName=TABLE, Key=other)
        self.refused(denied, dynamodb.get_item, TableName=TABLE, Key={"PK": {"S": "TENANT#ab"}})
        self.refused(denied, dynamodb.scan, TableName=TABLE)
        self.refused(denied, dynamodb.transact_write_items, TransactItems=[
            {"Put": {"TableName": TABLE, "Item": mine}}, {"Delete": {"TableName": TABLE, "Key": other}}])
        self.refused(denied, dynamodb.batch_get_item, RequestItems={TABLE: {"Keys": [mine, other]}})
        self.refused(denied, dynamodb.query, TableName=TABLE, KeyConditionExpression="#p = :p", ExpressionAttributeNames={"#p": "PK"},
                     ExpressionAttributeValues={":p": {"S": "TENANT#b"}})
        self.assertEqual(dynamodb.query(TableName=TABLE, KeyConditionExpression="#p = :p", ExpressionAttributeNames={"#p": "PK"},
                                        ExpressionAttributeValues={":p": {"S": "TENANT#a"}})["Count"], 1)

    def test_keys(self):
        kms = client("kms", self.session)
        made = kms.generate_data_key(KeyId=self.key, KeySpec="AES_256", EncryptionContext={"tenantId": "a"})
        self.assertEqual(kms.decrypt(KeyId=self.key, CiphertextBlob=made["CiphertextBlob"], EncryptionContext={"tenantId": "a"})["Plaintext"], made["Plaintext"])
        self.refused("AccessDeniedException", kms.decrypt, KeyId=self.key, CiphertextBlob=made["CiphertextBlob"], EncryptionContext={"tenantId": "b"})
        self.refused("AccessDeniedException", kms.generate_data_key, KeyId=self.key, KeySpec="AES_256")
        self.refused("AccessDeniedException", kms.schedule_key_deletion, KeyId=self.key)

    def test_services_that_are_not_the_tenants(self):
        self.refused("AccessDeniedException", client("sqs", self.session).list_queues)
        self.refused("AccessDenied", client("sts", self.session).assume_role, RoleArn=stack.ROLE, RoleSessionName="other")

    def test_a_session_of_the_role_without_a_tag_gets_nothing(self):
        bare = client("sts").assume_role(RoleArn=stack.ROLE, RoleSessionName="no-tag")["Credentials"]
        self.refused("AccessDenied", client("s3", bare).get_object, Bucket=BUCKET, Key="tenants/a/x")
        self.refused("AccessDeniedException", client("dynamodb", bare).get_item, TableName=TABLE, Key={"PK": {"S": "TENANT#"}})

    def test_a_session_ends(self):
        session = session_of("gone")
        control("POST", "expire-sessions")
        self.refused("ExpiredToken", client("s3", session).get_object, Bucket=BUCKET, Key="tenants/gone/x")
        self.refused("ExpiredTokenException", client("dynamodb", session).get_item, TableName=TABLE, Key={"PK": {"S": "TENANT#gone"}})
        type(self).session = session_of("a")


class Objects(GatewayCase):
    def test_a_wrong_checksum_is_refused(self):
        wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
        self.refused("BadDigest", client("s3").put_object, Bucket=BUCKET, Key="k", Body=b"this", ChecksumSHA256=wrong)

    def test_create_only(self):
        s3 = client("s3")
        s3.put_object(Bucket=BUCKET, Key="once", Body=b"1", IfNoneMatch="*")
        self.refused("PreconditionFailed", s3.put_object, Bucket=BUCKET, Key="once", Body=b"2", IfNoneMatch="*")

    def post(self, form, content):
        boundary = "bound"
        head = "".join(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in form["fields"].items())
        body = (head + f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n').encode() + content + f"\r\n--{boundary}--\r\n".encode()
        request = urllib.request.Request(form["url"], body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})
        try:
            return urllib.request.urlopen(request).status, b""
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def form(self, **fields):
        return client("s3").generate_presigned_post(BUCKET, "tenants/a/up", Fields=dict(fields), ExpiresIn=60, Conditions=[
            ["content-length-range", 2, 6], *({name: value} for name, value in fields.items())])

    def test_a_policy_bounds_what_is_sent(self):
        form = self.form(**{"Content-Type": "application/pdf", "x-amz-meta-sha256": "h"})
        self.assertEqual(self.post(form, b"\r\nab\r\n"), (204, b""))
        stored = client("s3").get_object(Bucket=BUCKET, Key="tenants/a/up")
        self.assertEqual((stored["Body"].read(), stored["ContentType"], stored["Metadata"]), (b"\r\nab\r\n", "application/pdf", {"sha256": "h"}))
        self.assertIn(b"EntityTooSmall", self.post(form, b"a")[1])
        self.assertIn(b"EntityTooLarge", self.post(form, b"abcdefg")[1])
        for changed in ({"key": "tenants/b/up"}, {"Content-Type": "text/html"}, {"x-amz-meta-sha256": "i"}, {"x-amz-meta-more": "1"}):
            status, body = self.post({**form, "fields": {**form["fields"], **changed}}, b"abc")
            self.assertEqual(status, 403)
            self.assertIn(b"Invalid according to Policy", body)
        self.assertIn(b"SignatureDoesNotMatch", self.post({**form, "fields": {**form["fields"], "x-amz-signature": "0" * 64}}, b"abc")[1])

    def test_a_policy_ends(self):
        form = self.form()
        control("PUT", "clock", {"skewSeconds": 120})
        try:
            self.assertIn(b"Policy expired", self.post(form, b"abc")[1])
        finally:
            control("PUT", "clock", {"skewSeconds": 0})


class Faults(GatewayCase):
    def test_each_kind(self):
        s3 = client("s3")
        s3.put_object(Bucket=BUCKET, Key="f", Body=b"x" * 1000)
        control("PUT", "faults", [{"service": "s3", "operation": "GetObject", "kind": kind, "times": 1} for kind in (
            "throttle", "server-error", "denied", "expired")])
        for code in ("SlowDown", "InternalError", "AccessDenied", "ExpiredToken"):
            self.refused(code, s3.get_object, Bucket=BUCKET, Key="f")
        self.assertEqual(s3.get_object(Bucket=BUCKET, Key="f")["ContentLength"], 1000)
        self.assertEqual([rule["struck"] for rule in control("GET", "faults")], [1, 1, 1, 1])

    def test_accidents_on_the_way_back(self):
        control("PUT", "faults", [{"service": "s3", "kind": "truncate", "times": 1}, {"service": "s3", "kind": "close", "times": 1}])
        client_s3 = client("s3")
        with self.assertRaises(Exception):
            client_s3.get_object(Bucket=BUCKET, Key="f")["Body"].read()
        with self.assertRaises(Exception):
            client_s3.get_object(Bucket=BUCKET, Key="f")

    def test_after_the_service_acted(self):
        control("PUT", "faults", [{"service": "dynamodb", "operation": "PutItem", "kind": "server-error", "when": "after", "times": 1}])
        dynamodb = client("dynamodb")
        self.refused("InternalServerError", dynamodb.put_item, TableName=TABLE, Item={"PK": {"S": "after"}})
        self.assertIn("Item", dynamodb.get_item(TableName=TABLE, Key={"PK": {"S": "after"}}))

    def test_skip_and_tenant(self):
        control("PUT", "faults", [{"service": "s3", "kind": "throttle", "skip": 1, "times": 1, "tenant": "a"}])
        mine = client("s3", session_of("a"))
        mine.put_object(Bucket=BUCKET, Key="tenants/a/1", Body=b"")
        client("s3").put_object(Bucket=BUCKET, Key="tenants/a/2", Body=b"")
        self.refused("SlowDown", mine.put_object, Bucket=BUCKET, Key="tenants/a/3", Body=b"")
        mine.put_object(Bucket=BUCKET, Key="tenants/a/3", Body=b"")


if __name__ == "__main__":
    unittest.main(warnings="ignore")  # urllib leaves closing to the collector
