"""The bundled examples go through the whole pipeline, and what comes out can be trusted."""
import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import support

AS_OF = ("--as-of", "2026-06-30")


class Examples(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.out = Path(self.folder.name) / "out"

    def tailor(self, pair, out, *more):
        resume, job = pair
        done = support.tailor(support.EXAMPLES / resume, support.EXAMPLES / job, out, *AS_OF, *more)
        self.assertEqual(done.returncode, 0, f"{pair}: {done.stderr}")
        return done

    def test_every_example_gives_complete_artifacts_that_verify(self):
        for pair in support.PAIRS:
            out = self.out.with_name(pair[0])
            self.tailor(pair, out)
            self.assertEqual(sorted(os.listdir(out)), support.ARTIFACTS)
            verified = support.run("verify", out)
            self.assertEqual(verified.returncode, 0, verified.stderr)
            report = support.load(out / "report.json")
            self.assertGreaterEqual(report["after"]["match"], report["before"]["match"])

    def test_another_json_patch_library_replays_the_changes(self):
        outs = []
        for pair in support.PAIRS:
            outs.append(self.out.with_name(pair[0]))
            self.tailor(pair, outs[-1])
        self.assertEqual(support.replays(outs), [])

    def test_same_input_gives_the_same_bytes(self):
        first, second = self.out.with_name("first"), self.out.with_name("second")
        self.tailor(support.PAIRS[0], first)
        self.tailor(support.PAIRS[0], second)
        for name in support.ARTIFACTS:
            if name != "report.json":  # says how long each stage took
                self.assertEqual((first / name).read_bytes(), (second / name).read_bytes(), name)

    def test_kept_data_gives_the_same_job_again(self):
        data = self.out.with_name("data")
        self.tailor(support.PAIRS[0], self.out, "--data", data)
        self.tailor(support.PAIRS[0], self.out, "--data", data)
        self.assertEqual(sorted(os.listdir(self.out)), support.ARTIFACTS)

    def test_every_style_and_a_sample_render(self):
        for style in ("classic", "modern", "compact", support.EXAMPLES / "nurse.docx"):
            self.tailor(support.PAIRS[0], self.out, "--style", style)
            self.assertTrue((self.out / "resume.pdf").read_bytes().startswith(b"%PDF-"))

    def test_page_budget_is_kept_without_losing_an_employer(self):
        self.tailor(support.PAIRS[0], self.out, "--max-pages", "1")
        original, tailored = support.load(self.out / "resume.json"), support.load(self.out / "tailored.json")
        self.assertEqual([w["name"] for w in original["work"]], [w["name"] for w in tailored["work"]])
        self.assertEqual(len(original["education"]), len(tailored["education"]))
        self.assertEqual(support.load(self.out / "report.json")["pages"], 1)

    def test_a_killed_run_leaves_no_half_written_output(self):
        for delay in (0.0, 0.01, 0.03, 0.06):
            process = subprocess.Popen([support.BESPOKE, "tailor", "--resume", support.EXAMPLES / "resume.pdf", "--job",
                                        support.EXAMPLES / "job.txt", "--out", self.out], stdout=subprocess.DEVNULL)
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
            if self.out.exists():  # it was faster than the signal: then everything is there
                self.assertEqual(sorted(os.listdir(self.out)), support.ARTIFACTS)

    def test_an_artifact_that_was_tampered_with_is_found(self):
        self.tailor(support.PAIRS[0], self.out)
        tailored = (self.out / "tailored.json").read_text(encoding="utf-8")
        name = support.load(self.out / "tailored.json")["work"][0]["name"]
        (self.out / "tailored.json").write_text(tailored.replace(name, "Invented Holdings"), encoding="utf-8")
        verified = support.run("verify", self.out)
        self.assertEqual(verified.returncode, 4)
        self.assertIn("tailored.json", verified.stderr)

    def test_a_directory_with_other_files_is_left_alone(self):
        self.out.mkdir()
        (self.out / "thesis.txt").write_text("mine")
        done = support.tailor(support.EXAMPLES / "resume.pdf", support.EXAMPLES / "job.txt", self.out)
        self.assertEqual(done.returncode, 2)
        self.assertIn("thesis.txt", done.stderr)
        self.assertEqual(os.listdir(self.out), ["thesis.txt"])

    def test_parse_and_match_print_json(self):
        import json
        parsed = json.loads(support.run("parse", support.EXAMPLES / "resume.pdf").stdout)
        self.assertIn("@", parsed["basics"]["email"])
        job = json.loads(support.run("parse-job", support.EXAMPLES / "job.txt").stdout)
        self.assertTrue(job["required"])
        match = support.run("match", "--resume", support.EXAMPLES / "resume.pdf", "--job", support.EXAMPLES / "job.txt", "--json")
        self.assertIn("requirements", json.loads(match.stdout))


if __name__ == "__main__":
    unittest.main()
