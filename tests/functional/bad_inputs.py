"""Bad input ends in one sentence that names the file, the cause and the remedy, in its exit code, and in no output at all."""
import os
import re
import tempfile
import time
import unittest
from pathlib import Path

import bad_files
import support

USAGE, UNREADABLE, DEPENDENCY = 2, 3, 5
RESUME, JOB = support.EXAMPLES / "accountant.md", support.EXAMPLES / "accountant-job.html"
REMEDY = re.compile(r"\b(choose|name|give|check|use|save|export|remove|send|open|try|convert|shorten|split|provide|upload|run|paste|type|set|pass|"
                    r"print|download|install|unlock|re-export|needs?)\b", re.IGNORECASE)
SECONDS = 20


class BadInputs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.out = self.folder / "results" / "out"
        self.out.parent.mkdir()

    def file(self, name, write, *arguments):
        path = self.folder / name
        write(path, *arguments)
        return path

    def check_sentence(self, done, path):
        lines = done.stderr.strip().splitlines()
        self.assertEqual(len(lines), 1, f"one line, not: {done.stderr!r}")
        self.assertIn(Path(path).name, lines[0])
        said = lines[0].split(f"{path}: ", 1)[-1]
        self.assertRegex(said, r"\.$")
        self.assertNotRegex(said, r"[.!?] +[A-Z]", "one sentence")
        self.assertRegex(said, REMEDY, "says what to do")
        self.assertNotRegex(said, r"/tmp/|0x[0-9a-f]+|std::|terminate|what\(\)", "nothing of our insides")

    def refuse(self, path, code, cause, *, resume=None, job=None, out=None):
        """Tailor must fail with `code`, saying `cause`, and leave the place of the output as it was."""
        out = self.out if out is None else out
        before = sorted(os.listdir(self.out.parent))
        started = time.monotonic()
        done = support.tailor(resume or RESUME, job or JOB, out)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertLess(time.monotonic() - started, SECONDS)
        self.check_sentence(done, path)
        self.assertRegex(done.stderr.lower(), cause)
        self.assertEqual(sorted(os.listdir(self.out.parent)), before, "all or nothing")
        return done

    def refuse_as_either(self, path, cause):
        self.refuse(path, UNREADABLE, cause, resume=path)
        self.refuse(path, UNREADABLE, cause, job=path)

    def test_good_input_is_not_refused(self):
        done = support.tailor(RESUME, JOB, self.out)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(os.listdir(self.out)), support.ARTIFACTS)

    def test_empty_file(self):
        self.refuse_as_either(self.file("cv.txt", bad_files.empty), "empty")

    def test_blank_file(self):
        self.refuse_as_either(self.file("cv.txt", bad_files.blank), "empty|no readable text|no text|nothing")

    def test_picture_under_another_name(self):
        self.refuse_as_either(self.file("cv.pdf", bad_files.jpeg), "image|jpeg|picture|ocr")

    def test_program_under_another_name(self):
        self.refuse_as_either(self.file("cv.docx", bad_files.binary), "not|unsupported")

    def test_encrypted_pdf(self):
        self.refuse_as_either(self.file("cv.pdf", bad_files.encrypted), "encrypted|password")

    def test_truncated_pdf(self):
        path = self.file("cv.pdf", bad_files.truncated, support.EXAMPLES / "resume.pdf")
        self.refuse_as_either(path, "damaged|broken|malformed|incomplete|truncated|no text|cut off|not a")

    def test_scan_without_text_layer(self):
        self.refuse_as_either(self.file("cv.pdf", bad_files.scan), "ocr|text layer")

    def test_docx_that_inflates_without_end(self):
        self.refuse_as_either(self.file("cv.docx", bad_files.docx_bomb), "limit|large|inflate|more than|expand|unpack")

    def test_docx_with_an_external_entity(self):
        secret = self.folder / "secret.txt"
        secret.write_text("the moon is made of cheese")
        done = self.refuse(self.file("cv.docx", bad_files.docx_entity, secret), UNREADABLE, "dtd|entit|document type|doctype",
                           resume=self.folder / "cv.docx")
        self.assertNotIn("cheese", done.stderr + done.stdout)

    def test_docx_with_entities_that_multiply(self):
        self.refuse_as_either(self.file("cv.docx", bad_files.docx_billion_laughs), "dtd|entit|document type|doctype")

    def test_archive_that_lies_about_its_parts(self):
        self.refuse_as_either(self.file("cv.docx", bad_files.lying_zip), "damaged|malformed|broken|archive|not a|zip")

    def test_text_of_200_megabytes(self):
        self.refuse_as_either(self.file("cv.txt", bad_files.endless_text), "large|limit|more than|mib|mb")

    def test_resume_that_is_a_job_description(self):
        self.refuse(JOB, UNREADABLE, "job description|advertisement|job ad", resume=JOB)

    def test_job_description_that_is_a_resume(self):
        for name in ("resume.pdf", "nurse.docx", "accountant.md"):
            path = support.EXAMPLES / name
            self.refuse(path, UNREADABLE, "resume", job=path)

    def test_prose_that_is_neither(self):
        path = self.folder / "tale.txt"
        path.write_text("Once upon a time a fox lived behind the mill. It rained for nine days, and on the tenth the river rose.\n")
        self.refuse_as_either(path, "does not look|not look|neither|no ")

    def test_missing_file(self):
        self.refuse_as_either(self.folder / "nowhere.pdf", "no such|not exist|missing|found")

    def test_directory_instead_of_a_file(self):
        self.refuse_as_either(self.folder, "directory|folder|regular file")

    def test_output_below_a_file(self):
        blocker = self.file("blocker", bad_files.blank)
        self.refuse("out", DEPENDENCY, "written|writable|directory", out=blocker / "out")
        self.assertTrue(blocker.is_file())

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_output_in_a_read_only_directory(self):
        locked = self.folder / "locked"
        locked.mkdir(mode=0o555)
        self.refuse("out", DEPENDENCY, "written|writable|permission", out=locked / "out")

    def test_output_that_is_a_file(self):
        taken = self.file("taken", bad_files.blank)
        self.refuse(taken, USAGE, "directory", out=taken)
        self.assertEqual(taken.read_text().strip(), "")

    def test_earlier_output_survives_a_failed_run(self):
        self.assertEqual(support.tailor(RESUME, JOB, self.out).returncode, 0)
        before = {name: (self.out / name).read_bytes() for name in os.listdir(self.out)}
        self.refuse(JOB, UNREADABLE, "job", resume=JOB)
        self.assertEqual({name: (self.out / name).read_bytes() for name in os.listdir(self.out)}, before)

    def test_unknown_options_are_usage_errors(self):
        for arguments in (["tailor", "--resume", RESUME], ["tailor", "--resume", RESUME, "--job", JOB, "--out", self.out, "--shiny"],
                          ["polish"]):
            self.assertEqual(support.run(*arguments).returncode, USAGE, arguments)
        self.assertFalse(self.out.exists())


if __name__ == "__main__":
    unittest.main()
