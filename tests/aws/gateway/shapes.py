"""Values against the shapes of botocore's service models: required, type, enum, pattern, length, range, members nobody knows."""

import base64
import binascii
import functools

import regex


class Malformed:
    """A value that the wire form of its type can't be read from."""

    def __init__(self, why):
        self.why = why


# Patterns are written for Java: code points beyond the first plane come as pairs of surrogates or as five digits.
JAVA = (("\\uD800\\uDC00-\\uDBFF\\uDFFF", "\U00010000-\U0010ffff"), ("\\u10000-\\u10FFFF", "\U00010000-\U0010ffff"),
        ("\\p{Print}", "[ -~]"), ("\\p{ASCII}", "\\p{InBasicLatin}"))


@functools.cache
def _pattern(text):
    for java, here in JAVA:
        text = text.replace(java, here)
    return regex.compile(text, regex.V0)


def from_json(shape, data):
    """JSON as the body carries it, with members under the model's names; unknown members keep their own."""
    if data is None or getattr(shape, "is_document_type", False):
        return data
    kind = shape.type_name
    if kind == "structure" and isinstance(data, dict):
        names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
        return {names.get(key, key if key not in shape.members else "?" + key):
                from_json(shape.members[names[key]], value) if key in names else value for key, value in data.items() if value is not None}
    if kind == "list" and isinstance(data, list):
        return [from_json(shape.member, value) for value in data]
    if kind == "map" and isinstance(data, dict):
        return {key: from_json(shape.value, value) for key, value in data.items()}
    if kind == "blob":
        return _blob(data)
    return data


def _blob(data):
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, TypeError, ValueError):
        return Malformed("is not base64")


def to_json(shape, value):
    """The reverse, for answers."""
    kind = shape.type_name
    if getattr(shape, "is_document_type", False):
        return value
    if kind == "structure":
        return {shape.members[name].serialization.get("name", name): to_json(shape.members[name], one) for name, one in value.items()}
    if kind == "list":
        return [to_json(shape.member, one) for one in value]
    if kind == "map":
        return {key: to_json(shape.value, one) for key, one in value.items()}
    return base64.b64encode(value).decode() if kind == "blob" else value


def from_xml(shape, element):
    """A REST-XML body."""
    kind = shape.type_name
    if kind == "structure":
        return _structure_from_xml(shape, element)
    if kind == "list":
        return [from_xml(shape.member, child) for child in element]
    text = element.text or ""
    return from_text(shape, text)


def _structure_from_xml(shape, element):
    found = {}
    names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if tag not in names:
            found[tag] = child.text
            continue
        member = shape.members[names[tag]]
        if member.type_name == "list" and member.serialization.get("flattened"):
            found.setdefault(names[tag], []).append(from_xml(member.member, child))
        else:
            found[names[tag]] = from_xml(member, child)
    for name, member in shape.members.items():
        if member.serialization.get("xmlAttribute"):
            attribute = member.serialization["name"].rpartition(":")[2]
            value = next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == attribute), None)
            if value is not None:
                found[name] = value
    return found


def from_text(shape, text):
    """A header's, query parameter's or XML text."""
    kind = shape.type_name
    try:
        if kind in ("integer", "long"):
            return int(text)
        if kind in ("float", "double"):
            return float(text)
    except ValueError:
        return Malformed(f"is not a number: {text[:40]}")
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, Malformed(f"is neither true nor false: {text[:40]}"))
    if kind == "list":
        return [from_text(shape.member, one.strip()) for one in text.split(",")]
    if kind == "timestamp":
        return 0  # each place has a format of its own; the services that we use take none from us here
    return text.encode() if kind == "blob" else text


def from_query(shape, flat, prefix=""):
    """A form of the query protocol, flat names with dots."""
    kind = shape.type_name
    if kind == "structure":
        found = {}
        for name, member in shape.members.items():
            path = prefix + ("." if prefix else "") + member.serialization.get("name", name)
            if any(key == path or key.startswith(path + ".") for key in flat):
                found[name] = from_query(member, flat, path)
        return found
    if kind == "list":
        return list(_list_from_query(shape, flat, prefix))
    return from_text(shape, flat[prefix])


def _list_from_query(shape, flat, prefix):
    path = prefix if shape.serialization.get("flattened") else f"{prefix}.{shape.member.serialization.get('name', 'member')}"
    number = 1
    while any(key == f"{path}.{number}" or key.startswith(f"{path}.{number}.") for key in flat):
        yield from_query(shape.member, flat, f"{path}.{number}")
        number += 1


TYPES = {"string": str, "integer": int, "long": int, "float": (int, float), "double": (int, float), "boolean": bool, "blob": bytes,
         "timestamp": (int, float, str), "structure": dict, "list": list, "map": dict, "character": str}


def issues(shape, value, path=""):
    """Each broken rule as a sentence."""
    if isinstance(value, Malformed):
        yield f"{path} {value.why}"
        return
    if getattr(shape, "is_document_type", False):
        return
    kind = shape.type_name
    if not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        yield f"{path or 'the body'} is {type(value).__name__}, wanted {kind}"
        return
    if kind == "structure":
        yield from _structure_issues(shape, value, path)
    elif kind == "list":
        yield from _bounds(shape, len(value), path, "elements")
        for index, one in enumerate(value):
            yield from issues(shape.member, one, f"{path}[{index}]")
    elif kind == "map":
        yield from _bounds(shape, len(value), path, "entries")
        for key, one in value.items():
            yield from issues(shape.key, key, f"{path} key {key[:40]!r}")
            yield from issues(shape.value, one, f"{path}.{key[:40]}")
    elif kind in ("string", "blob"):
        yield from _bounds(shape, len(value), path, "characters" if kind == "string" else "bytes")
        yield from _text_issues(shape, value, path)
    elif kind in ("integer", "long", "float", "double"):
        yield from _bounds(shape, value, path, "")


def _structure_issues(shape, value, path):
    dot = path + "." if path else ""
    for name in shape.required_members:
        if name not in value:
            yield f"{dot}{name} is required"
    if shape.metadata.get("union") and len(value) != 1:
        yield f"{path or 'the body'} must have exactly one member"
    for name, one in value.items():
        if name not in shape.members:
            yield f"{dot}{name} is no member of {shape.name}"
        else:
            yield from issues(shape.members[name], one, dot + name)


def _bounds(shape, size, path, unit):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and size < low:
        yield f"{path} has {size} {unit}, at least {low} wanted"
    if high is not None and size > high:
        yield f"{path} has {size} {unit}, at most {high} allowed"


def _text_issues(shape, value, path):
    enum, pattern = shape.metadata.get("enum"), shape.metadata.get("pattern")
    if enum and value not in enum:
        yield f"{path} is {value[:60]!r}, not one of {shape.name}"
    if pattern and isinstance(value, str) and not _pattern(pattern).fullmatch(value):
        yield f"{path} {value[:80]!r} does not match {pattern[:120]}"
