"""A REST API with proxy integration: HTTP to events and back, as strict about replies as API Gateway."""

import base64
import datetime
import json
import time
import uuid
from urllib.parse import unquote

from .front import Front
from .messages import ACCOUNT, Answer, Headers, json_answer

STAGE = "prod"
MAX_BODY_BYTES = 10 * 1024 * 1024


def claims_of(authorization):
    """What the authorizer would pass on; the function verifies the token itself."""
    token = authorization.removeprefix("Bearer ")
    try:
        part = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in claims.items()}
    except (IndexError, ValueError, AttributeError):
        return None


def _grouped(pairs):
    groups = {}
    for name, value in pairs:
        groups.setdefault(name, []).append(value)
    return groups


def event_of(request):
    headers = _grouped(request.headers)
    query = _grouped(request.query_pairs())
    claims = claims_of(request.headers.get("Authorization", ""))
    now = time.time()
    context = {"accountId": ACCOUNT, "apiId": "abcdefghij", "httpMethod": request.method, "path": f"/{STAGE}{request.path}", "protocol": "HTTP/1.1",
               "requestId": str(uuid.uuid4()), "requestTime": datetime.datetime.fromtimestamp(now, datetime.timezone.utc).strftime("%d/%b/%Y:%H:%M:%S +0000"),
               "requestTimeEpoch": int(now * 1000), "resourceId": "abc123", "resourcePath": "/{proxy+}", "stage": STAGE,
               "identity": {"sourceIp": "127.0.0.1", "userAgent": request.headers.get("User-Agent")}}
    if claims is not None:
        context["authorizer"] = {"claims": claims}
    return {"resource": "/{proxy+}", "path": unquote(request.path), "httpMethod": request.method,
            "headers": {name: values[-1] for name, values in headers.items()}, "multiValueHeaders": headers,
            "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
            "multiValueQueryStringParameters": query or None, "pathParameters": {"proxy": unquote(request.path).lstrip("/")}, "stageVariables": None,
            "requestContext": context,
            # deploy/aws makes "*/*" the API's binary media types: every body comes as base64.
            "body": base64.b64encode(request.body).decode() if request.body else None, "isBase64Encoded": bool(request.body)}


def answer_of(reply):
    """The HTTP answer, or nothing if the reply is malformed (502)."""
    if not isinstance(reply, dict) or not isinstance(reply.get("statusCode"), int) or set(reply) - {
            "statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"}:
        return None
    headers = reply.get("headers") or {}
    many = reply.get("multiValueHeaders") or {}
    if not all(isinstance(value, (str, int, bool)) for value in headers.values()) or not all(isinstance(values, list) for values in many.values()):
        return None
    body = reply.get("body")
    if body is not None and not isinstance(body, str):
        return None
    content = b"" if body is None else base64.b64decode(body, validate=True) if reply.get("isBase64Encoded") else body.encode()
    pairs = [(name, str(value)) for name, value in headers.items() if name.lower() not in {key.lower() for key in many}]
    return Answer(reply["statusCode"], Headers(pairs + [(name, str(value)) for name, values in many.items() for value in values]), content)


class ApiGateway:
    def __init__(self, invoke):
        """`invoke(event)` gives the function's reply as bytes or raises."""
        self._invoke, self.failures = invoke, []  # what clients saw as 502
        self.front = Front(self._answer).start()
        self.url = self.front.url

    def _answer(self, request):
        if len(request.body) > MAX_BODY_BYTES:
            return json_answer({"message": "Request Too Long"}, 413)
        try:
            answer = answer_of(json.loads(self._invoke(event_of(request))))
        except Exception as error:
            self.failures.append(f"{request.method} {request.path}: {error}")
            answer = None
        if answer is None:
            return json_answer({"message": "Internal server error"}, 502)
        answer.headers.set("x-amz-apigw-id", "AbCdEfGhIjKlMnO=")
        return answer

    def stop(self):
        self.front.stop()
