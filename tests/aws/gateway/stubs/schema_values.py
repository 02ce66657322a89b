"""The least value that a JSON Schema admits: what a model that has nothing to say would answer."""


def least(schema, root=None):
    root = root or schema
    if "$ref" in schema:
        target = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return least(target, root)
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return least(schema[choice][0], root)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: least(schema["properties"][name], root) for name in schema.get("required", [])}
    if kind == "array":
        return [least(schema["items"], root) for _ in range(schema.get("minItems", 0))]
    return {"string": "", "integer": 0, "number": 0, "boolean": False, "null": None}[kind]


# What structured output takes no notice of or refuses ("Get validated JSON results from models" in the Bedrock user guide).
UNSUPPORTED = ("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "maxItems", "uniqueItems",
               "patternProperties", "if", "then", "else", "not")


def faults(schema, path="schema"):
    """Why a model would refuse the schema."""
    if not isinstance(schema, dict):
        return
    for word in UNSUPPORTED:
        if word in schema:
            yield f"{path}: {word} is not supported in structured output"
    if schema.get("minItems", 0) not in (0, 1):
        yield f"{path}: minItems is 0 or 1"
    if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
        yield f"{path}: additionalProperties must be false"
    for name, child in {**schema.get("properties", {}), **schema.get("$defs", {}), **schema.get("definitions", {})}.items():
        yield from faults(child, f"{path}.{name}")
    for name in ("items",):
        yield from faults(schema.get(name), f"{path}.{name}")
    for name in ("anyOf", "allOf", "oneOf"):
        for index, child in enumerate(schema.get(name, [])):
            yield from faults(child, f"{path}.{name}[{index}]")
