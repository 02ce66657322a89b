"""Error answers as each protocol spells them."""

import json
from xml.sax.saxutils import escape

from .messages import Answer, Headers

TYPE_PREFIX = {"dynamodb": "com.amazonaws.dynamodb.v20120810#", "sqs": "com.amazonaws.sqs#", "states": "", "kms": "", "events": ""}
REST_JSON = {"bedrock", "scheduler", "lambda"}


def _xml(text):
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + text).encode()


def answer(refused, service, request):
    """The Answer that says so."""
    headers = Headers(refused.headers)
    headers.set("x-amzn-RequestId", request.request_id)
    code, message = refused.code, refused.message
    if service == "s3":
        headers.set("x-amz-request-id", request.request_id)
        headers.set("Content-Type", "application/xml")
        members = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in refused.members.items())
        body = _xml(f"<Error><Code>{escape(code)}</Code><Message>{escape(message)}</Message>{members}"
                    f"<RequestId>{request.request_id}</RequestId></Error>")
        return Answer(refused.status, headers, b"" if request.method == "HEAD" else body)
    if service == "sts":
        headers.set("Content-Type", "text/xml")
        kind = "Sender" if refused.status < 500 else "Receiver"
        return Answer(refused.status, headers, _xml(
            f'<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>{kind}</Type><Code>{escape(code)}</Code>'
            f"<Message>{escape(message)}</Message></Error><RequestId>{request.request_id}</RequestId></ErrorResponse>"))
    if service == "aoss":
        headers.set("Content-Type", "application/json")
        if not message:
            return Answer(refused.status, headers, b"")
        return Answer(refused.status, headers, json.dumps(
            {"status": refused.status, "error": {"type": code, "reason": message, **refused.members}}).encode())
    if service in REST_JSON:
        headers.set("x-amzn-ErrorType", f"{code}:http://internal.amazon.com/coral/com.amazon.coral.service/")
        headers.set("Content-Type", "application/json")
        return Answer(refused.status, headers, json.dumps({"message": message, **refused.members}).encode())
    headers.set("Content-Type", "application/x-amz-json-1.0" if service in ("dynamodb", "sqs", "states") else "application/x-amz-json-1.1")
    if service == "sqs":
        headers.set("x-amzn-query-error", f"{code};Sender")
    return Answer(refused.status, headers, json.dumps(
        {"__type": TYPE_PREFIX.get(service, "") + code, "message": message, **refused.members}).encode())
