"""Whatever is changed in a finished output directory, `bespoke verify` notices.

Two attackers. The *careless* one changes a file and leaves the hashes: every change of every file has to be found. The *careful* one
repairs the hashes in report.json afterwards, so that only what can be derived again from the resume speaks against him: values, verdicts,
evidence, the patch and the rendered documents. What he may rewrite unnoticed is named in UNDERIVABLE: it comes from the advertisement,
which the directory does not hold, or is a sentence for the reader. Whoever has to exclude this attacker signs the directory.
"""
import concurrent.futures
import copy
import hashlib
import json
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import support

OPTIONS = ("--as-of", "2026-06-30", "--embedder", "lexical")
SEALED = [name for name in support.ARTIFACTS if name != "report.json"]
JSON_FILES = [name for name in support.ARTIFACTS if name.endswith(".json")]
#: At most so many scalars of one file for one attacker, drawn with a fixed seed; a third of them in the later examples.
MOST_SCALARS = int(os.environ.get("BESPOKE_TAMPER_SCALARS", "24"))
MIN_TAMPERINGS = 200
NOTICED, UNCHANGED = "", "unchanged"

#: Fields that nothing else in the directory speaks of: (file, pattern of the JSON pointer).
UNDERIVABLE = [
    ("report.json", r"/timingsMs(/.*)?"),
    ("changes.json", r"/edits/\d+/proposer"),
    ("changes.json", r"/generator(/.*)?"),
    ("changes.json", r"/edits/\d+/(reason|place)"),
    ("changes.json", r"/edits/\d+/requirements(/.*)?"),
    ("changes.json", r"/edits/\d+/verdict/findings/\d+/(reason|check)"),
    ("changes.json", r"/jobDescription(/.*)?"),
    ("changes.json", r"/(before|after)(/.*)?"),
    ("changes.json", r"/gaps(/.*)?"),
]


def scalars(value, pointer=""):
    """JSON pointers of all strings, numbers, booleans and nulls."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from scalars(item, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from scalars(item, f"{pointer}/{index}")
    else:
        yield pointer


def parent_of(value, pointer):
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    for step in steps[:-1]:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value, int(steps[-1]) if isinstance(value, list) else steps[-1]


def other(value):
    """Another value of the same type, close to the first."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    if value is None:
        return "Invented"
    digit = re.search(r"\d", value)
    if digit:  # a number, a date, an index or a hash
        return value[:digit.start()] + str((int(digit[0]) + 1) % 10) + value[digit.end():]
    return value + " Invented" if value else "Invented"


def read(directory, name):
    return json.loads((directory / name).read_text(encoding="utf-8"))


def write(directory, name, value):
    (directory / name).write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def repair_hashes(directory):
    """As bespoke itself would have written them."""
    report = read(directory, "report.json")
    for name in report["artifacts"]:
        if (directory / name).exists():
            report["artifacts"][name] = hashlib.sha256((directory / name).read_bytes()).hexdigest()
    report["digest"] = digest_of(report)
    write(directory, "report.json", report)


def unsealed(report):
    del report["digest"], report["timingsMs"]
    report["notes"] = ["Everything was checked."]


def digest_of(report):
    """SHA-256 of the report without its digest and times: keys sorted, no blanks."""
    sealed = {key: value for key, value in report.items() if key not in ("digest", "timingsMs")}
    return hashlib.sha256(json.dumps(sealed, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


class Tampering:
    """One change: its name, the file it is counted under, and a function that makes it in a directory."""

    def __init__(self, name, file, change, careful=False):
        self.name, self.file, self.change, self.careful = name, file, change, careful

    def label(self):
        return f"{'careful' if self.careful else 'careless'}: {self.file} {self.name}"

    def unnoticed(self, original):
        """What is wrong with the answer of `verify`: NOTICED for nothing, UNCHANGED where there was nothing to change."""
        with tempfile.TemporaryDirectory() as folder:
            directory = Path(folder) / "out"
            shutil.copytree(original, directory)
            if self.change(directory) is False:
                return UNCHANGED
            if self.careful:
                repair_hashes(directory)
            done = support.run("verify", directory)
        if done.returncode == 0:
            return "verified"
        if done.returncode < 0 or not done.stderr.strip():
            return f"exit {done.returncode} without a reason"
        stem = self.file.split(".")[0]
        if stem in done.stderr or self.careful or self.file == "report.json":
            return NOTICED
        return f"names another file: {done.stderr.strip()}"


def underivable(file, pointer):
    return any(name == file and re.fullmatch(pattern, pointer) for name, pattern in UNDERIVABLE)


def edit_json(name, function):
    def change(directory):
        value = read(directory, name)
        before = copy.deepcopy(value)
        value = function(value) or value
        if value == before:
            return False
        write(directory, name, value)
        return True
    return change


def change_scalar(pointer):
    def function(value):
        parent, key = parent_of(value, pointer)
        parent[key] = other(parent[key])
    return function


def delete(pointer):
    def function(value):
        parent, key = parent_of(value, pointer)
        del parent[key]
    return function


def swap_neighbours(pointer):
    """Swap this value with the next one of the same list or object."""
    def function(value):
        parent, key = parent_of(value, pointer)
        keys = list(range(len(parent))) if isinstance(parent, list) else list(parent)
        at = keys.index(key)
        if at + 1 < len(keys) and type(parent[keys[at]]) is type(parent[keys[at + 1]]):
            parent[key], parent[keys[at + 1]] = parent[keys[at + 1]], parent[key]
    return function


def scalar_tamperings(original, name, careful, most):
    pointers = [pointer for pointer in scalars(read(original, name))
                if not (underivable(name, pointer) and (careful or name == "report.json"))]
    random.Random(f"{name}{careful}").shuffle(pointers)
    for index, pointer in enumerate(pointers[:most]):
        yield Tampering(f"changes {pointer}", name, edit_json(name, change_scalar(pointer)), careful)
        if index % 4 == 0:
            yield Tampering(f"deletes {pointer}", name, edit_json(name, delete(pointer)), careful)
        if index % 4 == 1 and not careful:
            yield Tampering(f"swaps {pointer}", name, edit_json(name, swap_neighbours(pointer)), careful)


def accepted(changes):
    return [edit for edit in changes["edits"] if edit["verdict"]["accepted"]]


def flip_verdict(index):
    def function(changes):
        edit = accepted(changes)[index]
        edit["verdict"] = {"accepted": False, "findings": [{"check": "grounding", "reason": "Refused."}]}
        changes["accepted"] -= 1
    return function


def unlisted_edit(changes):
    edit = copy.deepcopy(accepted(changes)[0])
    edit.update(id="e99", kind="surface-skill", target="/skills", change={"type": "append", "text": "Quantum welding"},
                before=None, after="Quantum welding")
    changes["edits"].append(edit)
    changes["proposed"] += 1
    changes["accepted"] += 1


def add_work(resume):
    resume["work"].append({"name": "Invented Holdings", "position": "Director", "startDate": "2010-01"})


def hand_made(original):
    """Changes that a walk over the scalars does not make."""
    changes = read(original, "changes.json")
    count = len(accepted(changes))
    for careful in (False, True):
        for index in range(count):
            yield Tampering(f"refuses edit {index}", "changes.json", edit_json("changes.json", flip_verdict(index)), careful)
            yield Tampering(f"loses edit {index}", "changes.json",
                            edit_json("changes.json", lambda c, i=index: c["edits"].remove(accepted(c)[i])), careful)
            yield Tampering(f"empties the evidence of edit {index}", "changes.json",
                            edit_json("changes.json", lambda c, i=index: accepted(c)[i]["evidence"].clear()), careful)
            yield Tampering(f"points edit {index} at other evidence", "changes.json",
                            edit_json("changes.json", lambda c, i=index: accepted(c)[i]["evidence"][0].update(node="/basics/name")), careful)
        yield Tampering("adds an edit", "changes.json", edit_json("changes.json", unlisted_edit), careful)
        yield Tampering("doubles an edit", "changes.json", edit_json("changes.json", lambda c: c["edits"].append(c["edits"][0])), careful)
        yield Tampering("drops all edits", "changes.json", edit_json("changes.json", lambda c: c.update(edits=[], proposed=0, accepted=0)), careful)
        for name in ("resume.json", "tailored.json"):
            yield Tampering("adds a role", name, edit_json(name, add_work), careful)
            yield Tampering("loses the education", name, edit_json(name, lambda r: r.pop("education", None) and None), careful)
        for op in ("test", "replace", "add", "move"):
            yield Tampering(f"loses the {op}s", "changes.patch.json",
                            edit_json("changes.patch.json", lambda p, op=op: [step for step in p if step["op"] != op]), careful)
        yield Tampering("is empty", "changes.patch.json", edit_json("changes.patch.json", lambda p: p.clear()), careful)
        yield Tampering("turns the order", "changes.patch.json", edit_json("changes.patch.json", lambda p: p.reverse()), careful)
        yield Tampering("adds a step", "changes.patch.json", edit_json(
            "changes.patch.json", lambda p: p.append({"op": "add", "path": "/work/0/highlights/-", "value": "Led 40 people."})), careful)
        yield Tampering("swaps source and result", "resume.json", swap_files("resume.json", "tailored.json"), careful)
    yield from of_documents(original)
    for name in support.ARTIFACTS:
        yield Tampering("is gone", name, lambda d, n=name: (d / n).unlink())
        yield Tampering("is empty", name, lambda d, n=name: (d / n).write_bytes(b""))
        yield Tampering("is cut", name, lambda d, n=name: (d / n).write_bytes((d / n).read_bytes()[:-20]))
    yield Tampering("names no artifacts", "report.json", edit_json("report.json", lambda r: r.update(artifacts={})))
    yield Tampering("loses its digest", "report.json", edit_json("report.json", lambda r: r.pop("digest") and None))
    yield Tampering("was never sealed", "report.json", edit_json("report.json", unsealed))
    yield Tampering("has a stranger beside it", "report.json", lambda d: (d / "notes.txt").write_text("mine", encoding="utf-8"))
    gap = {"requirement": "Juggling", "importance": "required", "judgement": "missing", "explanation": "No."}
    scores = {"match": 1.0, "readability": 1.0}
    for key, value in (("before", scores), ("after", scores), ("gaps", [gap]), ("validation", {"proposed": 99, "accepted": 99})):
        yield Tampering(f"contradicts changes.json in {key}", "report.json", edit_json("report.json", contradict(key, value)), True)
    for name in SEALED:
        yield Tampering(f"forgets {name}", "report.json", edit_json("report.json", lambda r, n=name: r["artifacts"].pop(n) and None))


def contradict(key, value):
    def function(report):
        report[key] = {**report[key], **value} if isinstance(value, dict) else value
    return function


def swap_files(one, two):
    def change(directory):
        first, second = (directory / one).read_bytes(), (directory / two).read_bytes()
        (directory / one).write_bytes(second)
        (directory / two).write_bytes(first)
    return change


def of_documents(original):
    """Other documents in the place of the rendered ones."""
    word = read(original, "tailored.json")["basics"]["name"].split()[0]
    for careful in (False, True):
        yield Tampering("is another resume", "resume.pdf", lambda d: shutil.copy(support.EXAMPLES / "resume.pdf", d / "resume.pdf"), careful)
        yield Tampering("is another resume", "resume.docx", lambda d: shutil.copy(support.EXAMPLES / "nurse.docx", d / "resume.docx"), careful)
        yield Tampering("has another name", "changes.html", lambda d: replace_text(d / "changes.html", word, "Mallory"), careful)
        yield Tampering("has a script", "changes.html", lambda d: append(d / "changes.html", b"<script>alert(1)</script>"), careful)
    for name in ("resume.pdf", "resume.docx", "changes.html"):
        yield Tampering("has more bytes", name, lambda d, n=name: append(d / n, b"\n"))
        for at in (0.1, 0.5, 0.9):
            yield Tampering(f"has a flipped bit at {at}", name, lambda d, n=name, a=at: flip_bit(d / n, a))


def append(path, more):
    path.write_bytes(path.read_bytes() + more)


def replace_text(path, old, new):
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new) if old in text else text + new, encoding="utf-8")


def flip_bit(path, share):
    data = bytearray(path.read_bytes())
    data[int(len(data) * share)] ^= 1
    path.write_bytes(data)


def tamperings(original, most):
    for name in JSON_FILES:
        yield from scalar_tamperings(original, name, careful=False, most=most)
        if name != "report.json":
            yield from scalar_tamperings(original, name, careful=True, most=most)
    yield from hand_made(original)


def check(resume, job, directory):
    """Number of tamperings by file, and those that went unnoticed."""
    done = support.tailor(support.EXAMPLES / resume, support.EXAMPLES / job, directory, *OPTIONS)
    if done.returncode != 0:
        return Counter(), [f"{resume}: not tailored: {done.stderr}"]
    verified = support.run("verify", directory)
    if verified.returncode != 0:
        return Counter(), [f"{resume}: not verified untouched: {verified.stderr}"]
    if read(directory, "report.json").get("digest") != digest_of(read(directory, "report.json")):
        return Counter(), [f"{resume}: the digest of report.json is not what this test takes it for"]
    all_of_them = list(tamperings(directory, MOST_SCALARS if resume == support.PAIRS[0][0] else MOST_SCALARS // 3))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = list(pool.map(lambda tampering: tampering.unnoticed(directory), all_of_them))
    tried = [(tampering, answer) for tampering, answer in zip(all_of_them, answers) if answer != UNCHANGED]
    counts = Counter(f"{'careful' if tampering.careful else 'careless'} {tampering.file}" for tampering, _ in tried)
    return counts, [f"{resume}: {tampering.label()}: {answer}" for tampering, answer in tried if answer != NOTICED]


def main():
    total, unnoticed = Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        for resume, job in support.PAIRS:
            counts, missed = check(resume, job, Path(folder) / resume)
            total += counts
            unnoticed += missed
    for file, count in sorted(total.items()):
        print(f"{file:<32} {count:>5} tamperings")
    print(f"{sum(total.values())} tamperings, {len(unnoticed)} unnoticed")
    for line in unnoticed[:int(os.environ.get("BESPOKE_TAMPER_LINES", "60"))]:
        print(line)
    return 1 if unnoticed or sum(total.values()) < MIN_TAMPERINGS else 0


if __name__ == "__main__":
    sys.exit(main())
