#!/usr/bin/env python3
"""The gateway itself: boto3's requests pass, and whatever breaks a rule is refused and noted.

Usage: gateway_test.py [TEST…], in build/venv. Exits with 77, saying why, where a part is missing.
"""

import base64
import datetime
import hashlib
import sys
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from with_emulators import into_venv

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
import gateway_case  # noqa: E402
from gateway import grants, stack  # noqa: E402
from gateway.service import ROOT_KEY  # noqa: E402
from gateway_case import BUCKET, TABLE, GatewayCase, S, client, control, json_call, send, session_of  # noqa: E402

setUpModule, tearDownModule = gateway_case.start, gateway_case.stop


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

    def test_a_function_in_its_own_name_reaches_no_tenant(self):
        bare = client("sts").assume_role(RoleArn=stack.ROLE.replace("-tenant", "-function"), RoleSessionName="function")["Credentials"]
        s3, dynamodb, kms = (client(name, bare) for name in ("s3", "dynamodb", "kms"))
        dynamodb.put_item(TableName=TABLE, Item={"PK": {"S": "SYSTEM#TENANTS"}})
        s3.put_object(Bucket="bespoke-ledger", Key="receipts/1", Body=b"1", IfNoneMatch="*")
        kms.generate_data_key(KeyId=self.key, KeySpec="AES_256", EncryptionContext={"tenantId": "_system"})
        client("sqs", bare).list_queues()
        self.refused("AccessDeniedException", dynamodb.get_item, TableName=TABLE, Key={"PK": {"S": "TENANT#a"}})
        self.refused("AccessDenied", s3.get_object, Bucket=BUCKET, Key="tenants/a/x")
        self.refused("AccessDeniedException", kms.generate_data_key, KeyId=self.key, KeySpec="AES_256", EncryptionContext={"tenantId": "a"})
        self.refused("AccessDenied", s3.delete_object, Bucket="bespoke-ledger", Key="receipts/1")
        self.refused("AccessDenied", client("sts", bare).assume_role, RoleArn=stack.ROLE, RoleSessionName="no-tag")

    def test_a_session_ends(self):
        session = session_of("gone")
        control("POST", "expire-sessions")
        self.refused("ExpiredToken", client("s3", session).get_object, Bucket=BUCKET, Key="tenants/gone/x")
        self.refused("ExpiredTokenException", client("dynamodb", session).get_item, TableName=TABLE, Key={"PK": {"S": "TENANT#gone"}})
        type(self).session = session_of("a")


class Grants(GatewayCase):
    def test_what_is_done_without_a_grant_is_named(self):
        used = grants.Used()
        S["stack"].gateway.allowed.append(used.note)
        self.addCleanup(S["stack"].gateway.allowed.remove, used.note)
        role = stack.ROLE.replace("bespoke-tenant", "bespoke-parse-tenant")
        mine = client("sts").assume_role(RoleArn=role, RoleSessionName="tenant-a", Tags=[{"Key": "tenantId", "Value": "a"}])["Credentials"]
        client("s3", mine).put_object(Bucket=BUCKET, Key="tenants/a/g", Body=b"")
        client("dynamodb", mine).transact_write_items(TransactItems=[{"Put": {"TableName": TABLE, "Item": {"PK": {"S": "TENANT#a"}}}}])
        granted = {"parse": (set(), {("dynamodb:PutItem", ""), ("s3:PutObject", "quarantine")})}
        self.assertEqual(list(used.beyond(granted)), ["parse (for a tenant): s3:PutObject data"])
        granted["parse"][1].add(("s3:PutObject", "data"))
        self.assertEqual(list(used.beyond(granted)), [])


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
