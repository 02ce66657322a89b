"""What the functional tests share: where the program is, how to run it, where the examples are."""
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
REPLAY = ROOT / "tests" / "functional" / "replay"
BESPOKE = pathlib.Path(os.environ.get("BESPOKE_BIN", ROOT / "build" / "dev" / "bin" / "bespoke"))
ARTIFACTS = ["changes.html", "changes.json", "changes.patch.json", "report.json", "resume.docx", "resume.json", "resume.pdf",
             "tailored.json"]
#: The presets of the sanitizers say so. Under one everything takes longer, and what crashes ends as the sanitizer wants.
SANITIZED = not {"ASAN_OPTIONS", "TSAN_OPTIONS"}.isdisjoint(os.environ)
SLOWNESS = 10 if SANITIZED else 1
#: Exit code that tells ctest that a test was skipped.
SKIPPED = 77

#: Resume and job description of each bundled example.
PAIRS = [("resume.pdf", "job.txt"), ("nurse.docx", "nurse-job.txt"), ("accountant.md", "accountant-job.html")]


def run(*arguments, timeout=120, **options):
    """Run the program; gives the finished process with text output."""
    return subprocess.run([str(BESPOKE), *map(str, arguments)], capture_output=True, text=True, timeout=timeout, check=False, **options)


def tailor(resume, job, out, *more, **options):
    return run("tailor", "--resume", resume, "--job", job, "--out", out, *more, **options)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def corpus():
    """The corpus of labelled documents, or a visible skip."""
    path = pathlib.Path(os.environ.get("BESPOKE_CORPUS_DIR", ROOT.parent / "shared")) / "corpus"
    if not (path / "pairs.json").is_file():
        print(f"SKIPPED: no corpus at {path}; set BESPOKE_CORPUS_DIR")
        sys.exit(SKIPPED)
    sys.path.insert(0, str(path))
    sys.dont_write_bytecode = True
    return path


def replays(directories):
    """Directories whose patch does not replay with an independent JSON Patch implementation."""
    result = subprocess.run(["node", str(REPLAY / "replay.mjs"), *map(str, directories)], capture_output=True, text=True, check=False)
    return [] if result.returncode == 0 else [result.stdout + result.stderr]
