#!/usr/bin/env python3
"""Turn the OpenAPI document from YAML into the JSON that the program holds and serves.

Usage: openapi_to_json.py INPUT.yaml OUTPUT.json. Same input, same bytes.
"""

import json
import sys

import yaml


class Loader(yaml.SafeLoader):
    """YAML as written: a key that stands twice is an error, and no text is taken for a date."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise yaml.constructor.ConstructorError(None, None, "a key stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def main():
    source, target = sys.argv[1:3]
    with open(source, encoding="utf-8") as file:
        document = yaml.load(file, Loader=Loader)
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        json.dump(document, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
