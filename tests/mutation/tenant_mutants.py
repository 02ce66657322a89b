#!/usr/bin/env python3
"""Proves that tests/functional/tenants.py notices when something that keeps tenants apart is broken.

    tenant_mutants.py --check             every mutant of tenant_table.py still fits its source; builds nothing
    tenant_mutants.py --run [NAME...]     builds each in a copy of the tree, runs the suite on it, and prints a table

Exit code 1: a mutant does not fit or does not build, one that should be killed survived, or one that should be held did not.
"""
import argparse
import collections
import contextlib
import hashlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from tenant_table import KILLED, MUTANTS

ROOT = pathlib.Path(__file__).resolve().parents[2]
IGNORED = {"build", "node_modules", ".git", ".cache", "__pycache__", "out", "data"}
PROGRAM = "build/dev/bin/bespoke"
SUITE_SECONDS = 180
Outcome = collections.namedtuple("Outcome", "state why seconds")


def misfits(root, mutants):
    """Why mutants can't be applied, one line each."""
    names = collections.Counter(mutant.name for mutant in mutants)
    faults = [f"{name}: {count} mutants have this name" for name, count in names.items() if count > 1]
    for mutant in mutants:
        for edit in mutant.edits:
            path = root / edit.file
            count = path.read_text(encoding="utf-8").count(edit.original) if path.is_file() else 0
            if count != 1:
                faults.append(f"{mutant.name}: {edit.file} has its original text {count} times, not once")
            if edit.original == edit.replacement:
                faults.append(f"{mutant.name}: {edit.file} would stay as it is")
    return faults


@contextlib.contextmanager
def applied(root, mutant):
    """The sources with the mutant in them; as they were afterwards."""
    before = {edit.file: (root / edit.file).read_text(encoding="utf-8") for edit in mutant.edits}
    after = dict(before)
    for edit in mutant.edits:
        after[edit.file] = after[edit.file].replace(edit.original, edit.replacement)
    try:
        for file, text in after.items():
            (root / file).write_text(text, encoding="utf-8")
        yield
    finally:
        for file, text in before.items():
            (root / file).write_text(text, encoding="utf-8")


def copy_tree(source, target):
    """Makes `target` like `source`, touching only what differs, so that a tree that is built already stays built."""
    target.mkdir(parents=True, exist_ok=True)
    entries = [entry for entry in source.iterdir() if entry.name not in IGNORED]
    for old in target.iterdir():
        if old.name not in IGNORED and not (source / old.name).exists():
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    for entry in entries:
        other = target / entry.name
        if entry.is_dir() and not entry.is_symlink():
            copy_tree(entry, other)
        elif not other.exists() or entry.read_bytes() != other.read_bytes():
            shutil.copy2(entry, other)
            os.utime(other)  # or the build would take what was put back for old


class Tree:
    """A copy of the sources with a build of its own; the presets say how."""

    def __init__(self, root, jobs, requests):
        self.root, self.jobs, self.requests = root, jobs, requests

    def configure(self):
        copy_tree(ROOT, self.root)
        return self._quietly("cmake", "--preset", "dev", "-DBESPOKE_TESTS=OFF")

    def build(self):
        return self._quietly("cmake", "--build", "--preset", "dev", "--target", "bespoke", "reader", "--", f"-j{self.jobs}")

    def digest(self):
        """Of the program; two alike would mean that a mutant was not built in."""
        return hashlib.sha256((self.root / PROGRAM).read_bytes()).hexdigest()

    def _quietly(self, *command):
        done = subprocess.run(command, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return "" if done.returncode == 0 else done.stdout[-3000:]

    def suite(self):
        """Exit code of the suite and the line that tells most of its output; the code is None if it did not end."""
        environment = {**os.environ, "BESPOKE_BIN": str(self.root / PROGRAM), "PYTHONDONTWRITEBYTECODE": "1",
                       "BESPOKE_TENANT_REQUESTS": str(self.requests), "BESPOKE_EMBEDDING_EMBEDDER": "lexical"}
        script = self.root / "tests/functional/tenants.py"
        with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              env=environment, start_new_session=True) as process:
            try:
                output, _ = process.communicate(timeout=SUITE_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # the suite and the server that it started
                process.communicate()
                return None, f"did not end in {SUITE_SECONDS} s"
        return process.returncode, telling_line(output)


def telling_line(output):
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    faults = [line for line in lines if line.startswith("FAULT")]
    return (faults or lines[-1:] or [""])[0][:160]


def judge(mutant, code, why):
    died = code != 0
    if mutant.held_by == KILLED:
        return "killed" if died else "SURVIVED", why if died else ""
    return ("NOT HELD", why) if died else ("held", "by " + mutant.held_by)


def try_mutant(tree, mutant, unchanged):
    begun = time.monotonic()
    with applied(tree.root, mutant):
        broken = tree.build()
        if broken:
            state, why = "NO BUILD", broken[-600:]
        elif tree.digest() == unchanged:
            state, why = "NO CHANGE", "the program is what it was"
        else:
            state, why = judge(mutant, *tree.suite())
    return Outcome(state, why, time.monotonic() - begun)


def run(options):
    chosen = [mutant for mutant in MUTANTS if not options.run or mutant.name in options.run]
    end = time.monotonic() + options.minutes * 60
    with contextlib.ExitStack() as stack:
        folder = options.tree or stack.enter_context(tempfile.TemporaryDirectory())
        tree = Tree(pathlib.Path(folder).resolve() / "bespoke", options.jobs, options.requests)
        faults = tree.configure() or tree.build()
        if faults:
            sys.exit(f"the unchanged sources don't build:\n{faults}")
        code, why = tree.suite()
        print(f"unchanged: {'passes' if code == 0 else 'FAILS'}: {why}", flush=True)
        if code != 0:
            return 1
        states, unchanged = collections.Counter(), tree.digest()
        for mutant in chosen:
            outcome = Outcome("not run", "", 0) if time.monotonic() > end else try_mutant(tree, mutant, unchanged)
            states[outcome.state] += 1
            print(f"{outcome.state:9} {mutant.name:40} {outcome.seconds:4.0f} s  {outcome.why}", flush=True)
    print(f"{len(chosen)} mutants: " + ", ".join(f"{count} {state}" for state, count in sorted(states.items())))
    return 0 if set(states) <= {"killed", "held"} else 1


def check():
    faults = misfits(ROOT, MUTANTS)
    for fault in faults:
        print(fault)
    print(f"{len(MUTANTS)} mutants, {len(faults)} of their texts don't fit")
    return 1 if faults else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--run", nargs="*", metavar="NAME", choices=[*(mutant.name for mutant in MUTANTS), []],
                        help="these mutants, or all")
    parser.add_argument("--tree", metavar="DIR", help="keep the copy and its build here, for a later run")
    parser.add_argument("--jobs", type=int, default=1, help="compilers at once")
    parser.add_argument("--minutes", type=float, default=120, help="begin no mutant after this time")
    parser.add_argument("--requests", type=int, default=2000, help="that the suite sends to each mutant")
    options = parser.parse_args()
    return check() if options.check or options.run is None else run(options)


if __name__ == "__main__":
    sys.exit(main())
