#!/usr/bin/env python3
"""Check that what people are told of a failure says what is wrong and what they can do: "What, why; remedy."

Usage: check_public_texts.py [ROOT]. Reads the literal texts of `fail(code, reason, public text, …)` below src/ and apps/, prints one line a text
without a remedy and exits with 1 if there is any. A text that is put together from values alone is passed over.
"""

import re
import sys
from pathlib import Path

CALL = re.compile(r"\b(?:fail\(|Error\{)\s*(?=(?:bespoke::)?ErrorCode::)")
TEST = re.compile(r"_(test|for_test|fuzz)\.(cpp|hpp)$")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
# Parts of a sentence: the definition's reader puts them into its own, with the place and the remedy.
PARTS = {"bad-path", "bad-template"}


def arguments(text):
    """The arguments of the call that `text` begins with, up to its closing bracket."""
    found, depth, begin, at = [], 0, 0, 0
    while at < len(text):
        literal = LITERAL.match(text, at) if text[at] == '"' else None
        if literal:
            at = literal.end()
            continue
        if text[at] in ")}" and depth == 0:
            return [*found, text[begin:at].strip()]
        if text[at] == "," and depth == 0:
            found.append(text[begin:at].strip())
            begin = at + 1
        depth += (text[at] in "({[") - (text[at] in ")}]")
        at += 1
    return found


def texts(source):
    """(line, slug, public text) of every failure whose text stands in the source."""
    for call in CALL.finditer(source):
        given = arguments(source[call.end() : call.end() + 2_000])
        words = "".join(LITERAL.findall(given[2])) if len(given) > 2 else ""
        if " " in words:
            yield source.count("\n", 0, call.start()) + 1, given[1].strip('"'), words


def findings(root):
    """All that is wrong below `root`, in a stable order."""
    found = []
    for path in sorted(path for folder in ("src", "apps") for path in (root / folder).rglob("*.[ch]pp") if not TEST.search(path.name)):
        for line, slug, text in texts(path.read_text(encoding="utf-8")):
            if ";" not in text and slug not in PARTS:
                found.append(f'{path.relative_to(root)}:{line}: names no remedy: "{text}"')
    return found


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
    found = findings(root)
    print("\n".join(found) if found else "public texts: sound")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
