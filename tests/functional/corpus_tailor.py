"""Every pair of the corpus is tailored: facts stay facts, coverage and order get better. Skips without the corpus."""
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import support

CORPUS = support.corpus()
import score_tailor  # noqa: E402  (comes with the corpus)

#: Averaged over all pairs: keywords found in the result by any of their names, in the ad's own wording, and the order of highlights.
MIN_NAMES, MIN_WORDING, MIN_NDCG = 0.98, 0.75, 0.95


def mean(values):
    values = [value for value in values if value is not None]
    return statistics.mean(values) if values else 0.0


def tailor_pair(pair, documents, jobs, out):
    done = support.tailor(CORPUS / documents[pair["resume"]], CORPUS / "jobs" / jobs[pair["job"]], out)
    if done.returncode != 0:
        return None, [f"exit {done.returncode}: {done.stderr.strip()}"]
    truth = support.load(CORPUS / "jobs" / f"{pair['job']}.truth.json")
    source, tailored = support.load(out / "resume.json"), support.load(out / "tailored.json")
    problems = [f"ungrounded {claim}" for claim in score_tailor.ungrounded(source, tailored)]
    coverage = score_tailor.coverage(source, tailored, truth, pair["gold"])
    if (coverage["after"] or 0) < (coverage["before"] or 0):
        problems.append(f"coverage fell from {coverage['before']} to {coverage['after']}")
    if coverage["unsupported_added"]:
        problems.append(f"unsupported keywords {coverage['unsupported_added']}")
    if sorted(path.name for path in out.iterdir()) != support.ARTIFACTS:
        problems.append("artifacts incomplete")
    figures = {"coverage": coverage["after"], "wording_before": coverage["wording_before"], "wording": coverage["wording_after"],
               "ndcg_before": score_tailor.ndcg(source, pair["gold"]), "ndcg": score_tailor.ndcg(tailored, pair["gold"])}
    return figures, problems


def main():
    manifest, pairs = support.load(CORPUS / "manifest.json"), support.load(CORPUS / "pairs.json")
    documents = {d["id"]: d["file"] for d in manifest["documents"] if not d["scanned"]}
    jobs = {j["id"]: j["file"] for j in pairs["jobs"]}
    chosen = [pair for pair in pairs["pairs"] if pair["resume"] in documents]
    failures, figures, outs = 0, [], []
    with tempfile.TemporaryDirectory() as folder:
        for number, pair in enumerate(chosen):
            out = Path(folder) / f"{number:03d}"
            measured, problems = tailor_pair(pair, documents, jobs, out)
            for problem in problems:
                print(f"{pair['resume']} × {pair['job']}: {problem}")
            failures += bool(problems)
            if measured:
                figures.append(measured)
                outs.append(out)
        for problem in support.replays(outs):
            print(problem)
            failures += 1
        for out in outs:
            verified = support.run("verify", out)
            if verified.returncode != 0:
                print(verified.stderr)
                failures += 1
    averages = {key: round(mean([figure[key] for figure in figures]), 3) for key in figures[0]} if figures else {}
    print(json.dumps({"pairs": len(chosen), "failures": failures, **averages}))
    reached = averages and averages["coverage"] >= MIN_NAMES and averages["wording"] >= MIN_WORDING and averages["ndcg"] >= MIN_NDCG
    return 0 if reached and not failures else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.TimeoutExpired as error:
        sys.exit(f"a tailoring did not end: {error}")
