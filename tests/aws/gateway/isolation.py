"""What policies allow: a tenant's session its own prefix, leading keys and encryption context; a function in its own name only what belongs
to no tenant.

Decided here because no emulator evaluates policies. The rules are those that deploy/aws gives the two kinds of roles; whoever signs with
long-lived keys (a test that prepares something) is not judged.
"""

import base64
import dataclasses
import json
import re

from .messages import Refused

TENANT_ROLE, FUNCTION_ROLE = "-tenant", "-function"  # how the names of the roles end
LEDGER = "bespoke-ledger"
LISTS = ("ListObjectsV2", "ListObjects", "ListObjectVersions")
OBJECTS = ("GetObject", "HeadObject", "PutObject", "DeleteObject", "DeleteObjects")
KEY_EQUALS = re.compile(r"(#?[\w.-]+)\s*=\s*(:\w+)")


def deny(service, why):
    return Refused(403 if service in ("s3", "aoss", "bedrock", "sts") else 400,
                   "AccessDenied" if service in ("s3", "sts") else "AccessDeniedException", f"User is not authorized: {why}")


@dataclasses.dataclass
class Scope:
    """What one role reaches. An empty `rows` reaches no row."""

    rows: str
    prefix: str  # of objects
    bucket: str | None  # the only one; None: any
    context: str  # tenantId in the encryption context
    services: set
    s3_operations: tuple


def scope_of(key):
    """Nothing for keys that are not judged."""
    if key.role.endswith(FUNCTION_ROLE) and not key.tags:
        return Scope("SYSTEM", "", LEDGER, "_system", {"s3", "dynamodb", "kms", "sts", "states", "sqs", "events", "scheduler"},
                     ("GetObject", "HeadObject", "PutObject", *LISTS))
    if not key.tags and not key.role.endswith(TENANT_ROLE):
        return None
    tenant = key.tags.get("tenantId", "")
    return Scope(f"TENANT#{tenant}" if tenant else "", f"tenants/{tenant}/" if tenant else "\0", None, tenant or "\0",
                 {"s3", "dynamodb", "kms", "bedrock", "textract", "comprehend", "aoss", "sts"}, (*OBJECTS, *LISTS))


class Isolation:
    def __init__(self, describe_table):
        self._describe_table, self._keys = describe_table, {}

    def check(self, key, called):
        """Raises Refused for what the session may not do."""
        scope = scope_of(key)
        if scope is None:
            return
        if called.service not in scope.services:
            raise deny(called.service, f"this role may not call {called.service}")
        judge = {"s3": self._s3, "kms": self._kms, "sts": self._sts, "dynamodb": self._dynamodb}.get(called.service)
        if judge:
            judge(scope, called)

    @staticmethod
    def _s3(scope, called):
        asked = called.parameters
        if called.name not in scope.s3_operations or scope.bucket not in (None, asked.get("Bucket")):
            raise deny("s3", f"{called.name} of {asked.get('Bucket')} is not in the role's policy")
        if called.name in LISTS:
            names = [asked.get("Prefix", "")]
        else:
            names = [asked["Key"]] if "Key" in asked else [one.get("Key", "") for one in asked.get("Delete", {}).get("Objects", [])]
        if not all(name.startswith(scope.prefix) for name in names):
            raise deny("s3", f"{called.name} outside of the session's prefix")
        context = asked.get("SSEKMSEncryptionContext")
        if called.name == "PutObject" and context is not None and scope.bucket is None:
            if json.loads(base64.b64decode(context)).get("tenantId") != scope.context:
                raise deny("s3", "kms:GenerateDataKey for another encryption context")

    @staticmethod
    def _kms(scope, called):
        if called.name not in ("GenerateDataKey", "Decrypt"):
            raise deny("kms", f"{called.name} is not in the role's policy")
        if called.parameters.get("EncryptionContext", {}).get("tenantId") != scope.context:
            raise deny("kms", "another encryption context")

    @staticmethod
    def _sts(scope, called):
        """A function becomes a tenant's session; a session becomes nobody else."""
        if called.name == "GetCallerIdentity" or (scope.rows == "SYSTEM" and called.name == "AssumeRole" and called.parameters.get("Tags")):
            return
        raise deny("sts", f"{called.name} is not in the role's policy")

    # --- DynamoDB: dynamodb:LeadingKeys ---

    def _dynamodb(self, scope, called):
        leading = list(self._leading_keys(called))
        if not leading:
            raise deny("dynamodb", f"{called.name} names no leading key")
        for value in leading:
            if not scope.rows or not (value == scope.rows or value.startswith(scope.rows + "#")):
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
