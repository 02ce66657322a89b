#!/usr/bin/env python3
"""The commands that docs/aws.md has people type, for a machine that lacks them: `aws` (the syntax of version 2 for plain operations, read by
botocore's models and as strict), `oathtool --totp -b SECRET`, `uuidgen`.

Usage: command_line.py aws|oathtool|uuidgen ARGUMENT…. The region comes from AWS_REGION, keys and end point as botocore finds them.
"""

import base64
import hmac
import json
import os
import sys
import time
import uuid

from botocore import xform_name
from botocore.config import Config
from botocore.session import Session

# Options of the AWS CLI itself, with the number of words that follow.
GLOBAL = {"--cli-binary-format": 1, "--cli-read-timeout": 1}


class Usage(Exception):
    pass


def pairs_of(word):
    """Shorthand: "Name=email,Value=x"."""
    pairs = [one.partition("=") for one in word.split(",")]
    if not all(equals for _, equals, _ in pairs):
        raise Usage(f"{word}: Name=value,… is wanted")
    return {name: value for name, _, value in pairs}


def typed(shape, words, option):
    """What the words say, as the model has it."""
    kind = shape.type_name
    if kind == "list" and shape.member.type_name == "structure":
        known = set(shape.member.members)
        values = [pairs_of(word) for word in words]
        if any(set(value) - known for value in values):
            raise Usage(f"{option}: only {sorted(known)} are known")
        return values
    if kind == "list":
        return words
    if len(words) != 1:
        raise Usage(f"{option} takes one word")
    if kind == "structure" or kind == "map":
        return json.loads(words[0]) if words[0].startswith("{") else pairs_of(words[0])
    if kind in ("integer", "long"):
        return int(words[0])
    return words[0]


def split(words):
    """(option, its words)…, and the words of no option."""
    groups, at = [], 0
    while at < len(words) and words[at].startswith("--"):
        end = at + 1
        while end < len(words) and not words[end].startswith("--"):
            end += 1
        groups.append((words[at], words[at + 1:end]))
        at = end
    return groups, words[at:]


def parse(words):
    """(service, model of the operation, parameters, file for the answer's body or nothing). Raises Usage."""
    operation = find_operation(words)
    groups, rest = split(words[2:])
    if rest:
        raise Usage(f"{rest[0]}: an option is wanted")
    streams = bool(operation.output_shape is not None and operation.get_streaming_output())
    file = take_file(groups) if streams else None
    shape = operation.input_shape
    parameters = dict(parameter for group in groups for parameter in read_option(shape.members if shape else {}, *group))
    missing = [name for name in (shape.required_members if shape else []) if name not in parameters]
    if missing:
        raise Usage(f"{' '.join(words[:2])} lacks {missing}")
    return words[0], operation, parameters, file


def find_operation(words):
    if len(words) < 2 or words[0] not in Session().get_available_services():
        raise Usage(f"no service {words[:1]}")
    model = Session().get_service_model(words[0])
    operations = {xform_name(name, "-"): name for name in model.operation_names}
    if words[1] not in operations:
        raise Usage(f"{words[0]} has no operation {words[1]}")
    return model.operation_model(operations[words[1]])


def read_option(members, option, words):
    """[(name, value)], or nothing for an option of the command line itself."""
    if option in GLOBAL:
        if len(words) != GLOBAL[option]:
            raise Usage(f"{option} takes {GLOBAL[option]} words")
        return []
    options = {"--" + xform_name(name, "-"): name for name in members}
    negated = option.startswith("--no-") and "--" + option[5:] in options
    name = options.get("--" + option[5:] if negated else option)
    if name is None:
        raise Usage(f"there is no {option}")
    if members[name].type_name != "boolean":
        return [(name, typed(members[name], words, option))]
    if words:
        raise Usage(f"{option} takes no word")
    return [(name, not negated)]


def take_file(groups):
    """The last word of all: where a streamed answer goes."""
    for option, values in reversed(groups):
        if len(values) > GLOBAL.get(option, 1):
            return values.pop()
        break
    raise Usage("a file for the answer is wanted")


def aws(words):
    service, operation, parameters, file = parse(words)
    client = Session().create_client(service, region_name=os.environ["AWS_REGION"], config=Config(retries={"max_attempts": 1}))
    answer = getattr(client, xform_name(operation.name))(**parameters)
    answer.pop("ResponseMetadata", None)
    for name, value in list(answer.items()):
        if hasattr(value, "read"):
            with open(file, "wb") as out:
                out.write(value.read())
            del answer[name]
    if answer:
        print(json.dumps(answer, indent=4, default=str))


def oathtool(words):
    if words[:2] != ["--totp", "-b"] or len(words) != 3:
        raise Usage("oathtool --totp -b SECRET")
    print(code_of(words[2]))


def code_of(secret):
    """What a phone's app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    digest = hmac.digest(key, int(time.time() // 30).to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def main():
    try:
        {"aws": aws, "oathtool": oathtool, "uuidgen": lambda _: print(uuid.uuid4())}[sys.argv[1]](sys.argv[2:])
    except Usage as error:
        sys.exit(f"{sys.argv[1]}: {error}")


if __name__ == "__main__":
    main()
