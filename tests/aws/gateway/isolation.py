"""What the tenant role's policy allows a session with the tag tenantId: its own prefix, its own leading keys, its own encryption context.

Decided here because no emulator evaluates policies. The rules are the ones that deploy/aws gives the role; a session without the tag gets
nothing of the kind, and the functions' own role is not judged here.
"""

import base64
import json
import re
from xml.sax.saxutils import unescape

from .messages import Refused

S3_KEY = re.compile(r"tenants/([^/]+)/.*", re.DOTALL)
ALLOWED_SERVICES = {"s3", "dynamodb", "kms", "bedrock", "textract", "comprehend", "aoss", "sts"}
TENANT_ROLE = "-tenant"  # the end of the name of each role that stands for a tenant
KEY_EQUALS = re.compile(r"(#?[\w.-]+)\s*=\s*(:\w+)")


def deny(service, why):
    return Refused(403 if service in ("s3", "aoss", "bedrock", "sts") else 400,
                   "AccessDenied" if service in ("s3", "sts") else "AccessDeniedException", f"User is not authorized: {why}")


class Isolation:
    def __init__(self, describe_table):
        self._describe_table, self._keys = describe_table, {}

    def check(self, key, called):
        """Raises Refused for what the session may not do."""
        if not key.tags and not key.role.endswith(TENANT_ROLE):
            return
        tenant = key.tags.get("tenantId", "")
        if called.service not in ALLOWED_SERVICES:
            raise deny(called.service, f"a tenant's session may not call {called.service}")
        judge = getattr(self, f"_{called.service.replace('-', '_')}", None)
        if judge:
            judge(tenant, called)

    # --- S3 ---

    @staticmethod
    def _s3(tenant, called):
        def owns(name):
            match = S3_KEY.fullmatch(name)
            return bool(tenant) and match is not None and match.group(1) == tenant

        asked = called.parameters
        if "Key" in asked:
            names = [asked["Key"]]
        elif called.name in ("ListObjectsV2", "ListObjects", "ListObjectVersions"):
            names = [asked.get("Prefix", "")]
        elif called.name == "DeleteObjects":
            names = [unescape(one.get("Key", "")) for one in asked.get("Delete", {}).get("Objects", [])]
        else:
            raise deny("s3", f"{called.name} is not in the tenant role's policy")
        for name in names:
            if not owns(name):
                raise deny("s3", f"{called.name} outside of the session's prefix")
        context = asked.get("SSEKMSEncryptionContext")
        if called.name == "PutObject" and context is not None:
            if json.loads(base64.b64decode(context)).get("tenantId") != tenant:
                raise deny("s3", "kms:GenerateDataKey for another encryption context")

    # --- KMS ---

    @staticmethod
    def _kms(tenant, called):
        if called.name not in ("GenerateDataKey", "Decrypt"):
            raise deny("kms", f"{called.name} is not in the tenant role's policy")
        if not tenant or called.parameters.get("EncryptionContext", {}).get("tenantId") != tenant:
            raise deny("kms", "another tenant's encryption context")

    @staticmethod
    def _sts(_, called):
        if called.name != "GetCallerIdentity":
            raise deny("sts", f"{called.name} is not in the tenant role's policy")

    # --- DynamoDB: dynamodb:LeadingKeys ---

    def _dynamodb(self, tenant, called):
        leading = list(self._leading_keys(called))
        if not leading:
            raise deny("dynamodb", f"{called.name} names no leading key")
        for value in leading:
            if not tenant or not (value == f"TENANT#{tenant}" or value.startswith(f"TENANT#{tenant}#")):
                raise deny("dynamodb", f"{called.name} of another leading key")

    def _leading_keys(self, called):
        """The partition key's values that IAM sees. An update that would move a row in an index is judged by the table's key alone."""
        asked = called.parameters
        if called.name in ("GetItem", "UpdateItem", "DeleteItem"):
            yield self._of(asked["TableName"], asked["Key"])
        elif called.name == "PutItem":
            yield self._of(asked["TableName"], asked["Item"])
        elif called.name == "Query":
            yield self._queried(asked)
        elif called.name == "TransactWriteItems":
            for action in asked["TransactItems"]:
                for one in action.values():
                    yield self._of(one["TableName"], one.get("Item") or one["Key"])
        elif called.name == "TransactGetItems":
            for action in asked["TransactItems"]:
                yield self._of(action["Get"]["TableName"], action["Get"]["Key"])
        elif called.name == "BatchGetItem":
            for table, one in asked["RequestItems"].items():
                yield from (self._of(table, key) for key in one["Keys"])
        elif called.name == "BatchWriteItem":
            for table, writes in asked["RequestItems"].items():
                for write in writes:
                    yield self._of(table, write["PutRequest"]["Item"] if "PutRequest" in write else write["DeleteRequest"]["Key"])

    def _partition_key(self, table, index=None):
        table = table.rpartition("/")[2]
        if (table, index) not in self._keys:
            described = self._describe_table(table)
            for one in [described, *described.get("GlobalSecondaryIndexes", []), *described.get("LocalSecondaryIndexes", [])]:
                name = next(key["AttributeName"] for key in one["KeySchema"] if key["KeyType"] == "HASH")
                self._keys[table, one.get("IndexName")] = name
        return self._keys.get((table, index), "")

    def _of(self, table, attributes):
        return str(attributes.get(self._partition_key(table), {}).get("S", ""))

    def _queried(self, asked):
        names, values = asked.get("ExpressionAttributeNames", {}), asked.get("ExpressionAttributeValues", {})
        wanted = self._partition_key(asked["TableName"], asked.get("IndexName"))
        for name, value in KEY_EQUALS.findall(asked.get("KeyConditionExpression", "")):
            if names.get(name, name) == wanted:
                return str(values.get(value, {}).get("S", ""))
        return ""
