"""What S3 checks and its emulators don't: checksums, encryption contexts, and POST policies (browser uploads with bounds)."""

import base64
import binascii
import datetime
import hashlib
import hmac
import json
import re
from urllib.parse import quote

from . import signatures
from .messages import Answer, Headers, Refused, Request

NEED_NO_CONDITION = {"x-amz-signature", "file", "policy"}
# Fields of the form that become headers of the object.
KEPT = ("content-type", "cache-control", "content-disposition", "content-encoding", "expires")


def check_put(called, request, violate):
    """Raises Refused where S3 would."""
    if called.name not in ("PutObject", "UploadPart", "DeleteObjects"):
        return
    _check_digest(request, "x-amz-checksum-sha256", hashlib.sha256)
    _check_digest(request, "content-md5", hashlib.md5)
    if called.name == "DeleteObjects" and "content-md5" not in request.headers and not any(
            name.lower().startswith("x-amz-checksum-") for name, _ in request.headers):
        raise Refused(400, "InvalidRequest", "Missing required header for this request: Content-MD5 or x-amz-checksum-*")
    if "content-length" not in request.headers and "transfer-encoding" in request.headers:
        raise Refused(411, "MissingContentLength", "You must provide the Content-Length HTTP header.")
    context = called.parameters.get("SSEKMSEncryptionContext")
    if context is not None:
        _check_context(context, called.parameters, violate)


def _check_digest(request, header, algorithm):
    sent = request.headers.get(header)
    if sent is None:
        return
    try:
        digest = base64.b64decode(sent, validate=True)
    except binascii.Error:
        digest = b""
    if len(digest) != algorithm().digest_size:
        raise Refused(400, "InvalidDigest" if header == "content-md5" else "InvalidRequest", f"Value for {header} header is invalid.")
    if digest != algorithm(request.body).digest():
        raise Refused(400, "BadDigest", f"The {header} you specified did not match what we received.")


def _check_context(context, parameters, violate):
    try:
        pairs = json.loads(base64.b64decode(context, validate=True))
        good = isinstance(pairs, dict) and all(isinstance(value, str) for value in pairs.values())
    except (binascii.Error, ValueError):
        good = False
    if not good:
        violate("encryption-context", "x-amz-server-side-encryption-context is not base64 of a JSON object of texts")
        raise Refused(400, "InvalidArgument", "The header x-amz-server-side-encryption-context is invalid.")
    if parameters.get("ServerSideEncryption") not in ("aws:kms", "aws:kms:dsse"):
        violate("encryption-context", "an encryption context goes with aws:kms only")
        raise Refused(400, "InvalidArgument", "An encryption context needs Server Side Encryption with KMS.")


# --- POST policies ---


def is_form(request):
    return (request.method == "POST" and "Authorization" not in request.headers
            and request.headers.get("Content-Type", "").startswith("multipart/form-data"))


def _fields(request):
    """The form's fields in order, names in lower case, and the file. Everything after the file is ignored, as S3 does."""
    boundary = re.search(r'boundary="?([^";]+)', request.headers.get("Content-Type")).group(1).encode()
    fields = {}
    for part in (b"\r\n" + request.body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        names = dict(re.findall(r'\b(name|filename)="([^"]*)"', head.decode("utf-8", "replace")))
        if names.get("name") == "file":
            return fields, content, names.get("filename", "")
        fields[names.get("name", "").lower()] = content.decode("utf-8", "replace")
    raise Refused(400, "InvalidArgument", "POST requires exactly one file upload per request.")


def _signer(fields, keys, now):
    needed = ("x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature", "policy", "key")
    missing = [name for name in needed if name not in fields]
    if missing:
        raise Refused(400 if "key" in missing else 403, "InvalidArgument" if "key" in missing else "AccessDenied", f"POST lacks the field {missing[0]}")
    try:
        access_key, day, region, service, _ = fields["x-amz-credential"].split("/")
    except ValueError:
        raise Refused(400, "InvalidArgument", "The credential is malformed.") from None
    key = signatures.known_key(keys, "s3", access_key, fields.get("x-amz-security-token"), now)
    wanted = signatures.text_signature(key, day, region, service, fields["policy"])
    if not hmac.compare_digest(wanted, fields["x-amz-signature"]):
        raise Refused(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.")
    return signatures.Signed(key, "s3", region, set(), presigned=True)


def _policy(fields, now):
    try:
        policy = json.loads(base64.b64decode(fields["policy"], validate=True))
        expiration = datetime.datetime.fromisoformat(policy["expiration"].replace("Z", "+00:00"))
        conditions = policy["conditions"]
    except (ValueError, KeyError, TypeError):
        raise Refused(400, "InvalidPolicyDocument", "Invalid Policy: it can't be read.") from None
    if now > expiration:
        raise Refused(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
    return conditions


def _check_conditions(conditions, fields, bucket, size):
    values, covered = {**fields, "bucket": bucket}, set()
    for condition in conditions:
        if isinstance(condition, dict):
            (name, wanted), = condition.items()
            kind, name = "eq", "$" + name
        else:
            kind, name, wanted = condition[0], condition[1], condition[2]
        if kind == "content-length-range":
            if size < int(name):
                raise Refused(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed object size.")
            if size > int(wanted):
                raise Refused(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.")
            continue
        field = name.removeprefix("$").lower()
        covered.add(field)
        value = values.get(field, "")
        holds = value == wanted if kind == "eq" else value.startswith(wanted) if kind == "starts-with" else False
        if not holds:
            raise Refused(403, "AccessDenied", f"Invalid according to Policy: Policy Condition failed: {json.dumps(condition)}")
    for field in fields:
        if field not in covered and field not in NEED_NO_CONDITION and not field.startswith("x-ignore-"):
            raise Refused(403, "AccessDenied", f"Invalid according to Policy: Extra input fields: {field}")


def accept_form(request, keys, now):
    """The PutObject that the form asks for, who signed it, and the answer's status."""
    fields, content, file_name = _fields(request)
    signed = _signer(fields, keys, now)
    bucket = request.path.strip("/")
    _check_conditions(_policy(fields, now), fields, bucket, len(content))
    headers = Headers([("Host", request.headers.get("Host", "")), ("Content-Length", str(len(content)))])
    for name, value in fields.items():
        if name in KEPT or (name.startswith("x-amz-") and not name.startswith(("x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature"))
                            and name != "x-amz-security-token"):
            headers.set(name, value)
    key = fields["key"].replace("${filename}", file_name)
    status = int(fields.get("success_action_status", "204"))
    made = Request("PUT", f"/{bucket}/{quote(key, safe='/-_.~')}", "", headers, content, request.request_id)
    return made, signed, status if status in (200, 201, 204) else 204


def form_answer(status, answer):
    kept = [(name, value) for name, value in answer.headers if name.lower() in ("etag", "x-amz-version-id", "x-amz-request-id")]
    return Answer(status, Headers(kept)) if answer.status == 200 else answer
