"""Answers made from the models."""

from .. import operations, shapes
from ..messages import Answer, Headers, Refused, json_answer


class BadStub(AssertionError):
    """Our own answer breaks the model."""


def of(called, members):
    """`members` under the model's names, checked against the operation's output shape."""
    shape = called.model.output_shape
    broken = list(shapes.issues(shape, members))
    if broken:
        raise BadStub(f"{called.name}: {'; '.join(broken)[:500]}")
    headers, body = [], {}
    payload = shape.serialization.get("payload")
    for name, value in members.items():
        member = shape.members[name]
        if member.serialization.get("location") == "header":
            headers.append((member.serialization["name"], str(value)))
        elif name != payload:
            body[name] = value
    model = operations.model_of(called.service)
    content_type = f"application/x-amz-json-{model.metadata['jsonVersion']}" if "targetPrefix" in model.metadata else "application/json"
    if payload:
        return Answer(200, Headers([*headers]), members[payload])
    answer = json_answer(shapes.to_json(shape, body), content_type=content_type)
    answer.headers.pairs += headers
    return answer


def refuse(called, code, message, **members):
    """An error of the service: the code must be one that the operation can answer with."""
    names = {shape.name: shape for shape in called.model.error_shapes}
    if code not in names and code not in ("ValidationException", "AccessDeniedException", "ThrottlingException"):
        raise BadStub(f"{called.name} never answers {code}")
    status = names[code].metadata.get("error", {}).get("httpStatusCode", 400) if code in names else 400
    raise Refused(status, code, message, members)
