"""Which operation a request calls, and its parameters under the model's names, whatever part of the request carries them."""

import dataclasses
import functools
import json
import re
import xml.etree.ElementTree as ElementTree
from urllib.parse import parse_qsl, unquote

from botocore.session import Session

from . import shapes

# Signing name → botocore's name. OpenSearch Serverless' data plane has no model.
MODELS = {"dynamodb": "dynamodb", "s3": "s3", "sts": "sts", "kms": "kms", "sqs": "sqs", "states": "stepfunctions", "events": "events",
          "scheduler": "scheduler", "textract": "textract", "comprehend": "comprehend", "bedrock": "bedrock-runtime",
          "cognito-idp": "cognito-idp", "iam": "iam", "logs": "logs", "secretsmanager": "secretsmanager", "lambda": "lambda"}
# Headers that belong to the protocol and not to an operation.
COMMON_HEADERS = {"x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "x-amz-target", "x-amz-user-agent", "x-amz-te"}


@dataclasses.dataclass
class Called:
    service: str  # signing name
    name: str
    model: object
    parameters: dict
    issues: list


class Unknown(Exception):
    """No operation of the service looks like this."""


@functools.cache
def model_of(service):
    return Session().get_service_model(MODELS[service])


def protocol_of(model):
    return "json" if "targetPrefix" in model.metadata else model.metadata["protocol"]


def parse(service, request):
    """The call. Raises Unknown."""
    if service not in MODELS:
        raise Unknown(f"no model of {service}")
    model = model_of(service)
    return {"json": _parse_json, "query": _parse_query}.get(protocol_of(model), _parse_rest)(service, model, request)


def _parse_json(service, model, request):
    prefix, _, name = request.headers.get("x-amz-target", "").rpartition(".")
    if prefix != model.metadata["targetPrefix"] or name not in model.operation_names:
        raise Unknown(f"X-Amz-Target {request.headers.get('x-amz-target')!r}")
    operation, issues = model.operation_model(name), []
    wanted = f"application/x-amz-json-{model.metadata['jsonVersion']}"
    if request.headers.get("Content-Type") != wanted:
        issues.append(f"the content type is {request.headers.get('Content-Type')}, wanted {wanted}")
    if request.method != "POST" or request.path != "/" or request.query:
        issues.append("a JSON service is asked by POST / without a query")
    return _finish(Called(service, name, operation, _json_body(operation.input_shape, request.body, issues), issues))


def _json_body(shape, body, issues):
    try:
        data = json.loads(body)
    except ValueError:
        issues.append("the body is not JSON")
        return {}
    if not isinstance(data, dict):
        issues.append("the body is not a JSON object")
        return {}
    return shapes.from_json(shape, data) if shape else data


def _parse_query(service, model, request):
    pairs = parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    flat, issues = dict(pairs), []
    name = flat.pop("Action", "")
    if name not in model.operation_names:
        raise Unknown(f"Action {name!r}")
    if flat.pop("Version", "") != model.metadata["apiVersion"]:
        issues.append(f"Version is not {model.metadata['apiVersion']}")
    if not request.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
        issues.append("the content type is not application/x-www-form-urlencoded")
    operation = model.operation_model(name)
    parameters = shapes.from_query(operation.input_shape, flat) if operation.input_shape else {}
    known = {member.serialization.get("name", key) for key, member in operation.input_shape.members.items()} if operation.input_shape else set()
    parameters.update({key: value for key, value in flat.items() if key.partition(".")[0] not in known})
    return _finish(Called(service, name, operation, parameters, issues))


# --- REST: method, path and what the query and headers name ---


@functools.cache
def _routes(service):
    """(method, path pattern, literal query, operation), most telling first."""
    routes = []
    for name in model_of(service).operation_names:
        operation = model_of(service).operation_model(name)
        uri, _, query = operation.http["requestUri"].partition("?")
        if service == "s3" and uri == "/":
            uri = "/"
        pattern = re.sub(r"\\\{(\w+)\\\+\\\}", r"(?P<\1>.+)", re.escape(uri).replace("\\+", "\\+"))
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", pattern)
        literals = dict(pair.partition("=")[::2] for pair in query.split("&") if pair)
        needed = [(member.serialization["location"], member.serialization.get("name", key))
                  for key, member in (operation.input_shape.members if operation.input_shape else {}).items()
                  if key in operation.input_shape.required_members and member.serialization.get("location") in ("querystring", "header")]
        routes.append((operation.http["method"], re.compile(pattern + "/?"), literals, needed, operation))
    return sorted(routes, key=lambda route: -(len(route[2]) + len(route[3])))


def _route(service, request, query):
    for method, pattern, literals, needed, operation in _routes(service):
        match = pattern.fullmatch(request.path)
        if method != request.method or match is None:
            continue
        if any(key not in query or (value and query[key] != value) for key, value in literals.items()):
            continue
        if any((name not in query) if place == "querystring" else (name not in request.headers) for place, name in needed):
            continue
        return match, literals, operation
    raise Unknown(f"{request.method} {request.path[:120]}")


def _parse_rest(service, model, request):
    pairs = request.query_pairs()
    query = dict(pairs)
    match, literals, operation = _route(service, request, query)
    issues, parameters, used = [], {}, set(literals)
    shape = operation.input_shape
    body_members = {}
    for name, member in (shape.members if shape else {}).items():
        place, wire = member.serialization.get("location"), member.serialization.get("name", name)
        if place == "uri":
            parameters[name] = unquote(match.groupdict()[wire])
        elif place == "querystring":
            used |= _from_query_string(parameters, name, member, wire, pairs)
        elif place == "header" and wire in request.headers:
            parameters[name] = shapes.from_text(member, request.headers.get(wire))
        elif place == "headers":
            parameters[name] = {key[len(wire):]: value for key, value in request.headers if key.lower().startswith(wire.lower())}
        elif place is None:
            body_members[name] = member
    _rest_body(model, operation, request, body_members, parameters, issues)
    _unknown_parts(operation, request, pairs, used, issues)
    return _finish(Called(service, operation.name, operation, parameters, issues))


def _from_query_string(parameters, name, member, wire, pairs):
    values = [value for key, value in pairs if key == wire]
    if values:
        parameters[name] = [shapes.from_text(member.member, value) for value in values] if member.type_name == "list" \
            else shapes.from_text(member, values[0])
    return {wire}


def _rest_body(model, operation, request, members, parameters, issues):
    shape = operation.input_shape
    payload = shape.serialization.get("payload") if shape else None
    if payload:
        member = shape.members[payload]
        if member.type_name in ("blob", "string"):
            parameters[payload] = request.body
        elif request.body:
            parameters[payload] = _document(model, member, request.body, issues)
        return
    if not members:
        if request.body:
            issues.append("this operation takes no body")
        return
    if model.metadata["protocol"] == "rest-json":
        if request.headers.get("Content-Type") != "application/json":
            issues.append(f"the content type is {request.headers.get('Content-Type')}, wanted application/json")
        parameters.update(_json_members(shape, members, request.body, issues))


def _json_members(shape, members, body, issues):
    data = _json_body(None, body or b"{}", issues)
    names = {member.serialization.get("name", name): name for name, member in members.items()}
    return {names.get(key, "?" + key): shapes.from_json(members[names[key]], value) if key in names else value for key, value in data.items()}


def _document(model, member, body, issues):
    if model.metadata["protocol"] == "rest-json":
        return _json_body(member, body, issues)
    try:
        return shapes.from_xml(member, ElementTree.fromstring(body))
    except ElementTree.ParseError:
        issues.append("the body is not XML")
        return {}


def _unknown_parts(operation, request, pairs, used, issues):
    shape = operation.input_shape
    for key, _ in pairs:
        if key not in used and not key.startswith("X-Amz-") and key != "x-id":
            issues.append(f"the query parameter {key[:60]} is unknown to the operation")
    known, prefixes = set(COMMON_HEADERS), ["x-amz-checksum-"] if operation.http_checksum else []
    for name, member in (shape.members if shape else {}).items():
        wire = member.serialization.get("name", name).lower()
        if member.serialization.get("location") == "header":
            known.add(wire)
        elif member.serialization.get("location") == "headers":
            prefixes.append(wire)
    for name, _ in request.headers:
        lower = name.lower()
        if lower.startswith("x-amz-") and lower not in known and not lower.startswith(tuple(prefixes)) and not lower.startswith("x-amz-sdk"):
            issues.append(f"the header {lower[:60]} is unknown to the operation")


def _finish(called):
    if called.model.input_shape:
        called.issues.extend(shapes.issues(called.model.input_shape, called.parameters))
    return called
