"""Tests of check_public_texts.py on small trees of its own, and on this one."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import check_public_texts  # noqa: E402


def findings_in(source, name="src/x/y.cpp"):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir(parents=True)
        path.write_text(source)
        return check_public_texts.findings(Path(folder))


class PublicTexts(unittest.TestCase):
    def test_say_what_to_do(self):
        for source in (
            'return fail(ErrorCode::Corrupt, "x", "It is damaged.", detail);',
            'return fail(\n    ErrorCode::Corrupt, "x",\n    "It is "\n    "damaged.");',
            'return fail(ErrorCode::Corrupt, "x", fmt::format("{} is damaged.", name(")", 1)), {});',
            'return tl::unexpected(Error{ErrorCode::Internal, "x", "It is damaged."});',
            'return fail(ErrorCode::Corrupt, full ? "a;" : "b", "It is (damaged).");',
        ):
            self.assertEqual(len(findings_in(source)), 1, source)
            self.assertEqual(findings_in(source.replace("damaged", "damaged; run it again")), [], source)

    def test_that_are_values_or_parts_or_in_tests_are_passed_over(self):
        self.assertEqual(findings_in("return fail(ErrorCode::Conflict, reason, text);"), [])
        self.assertEqual(findings_in('return fail(ErrorCode::InvalidInput, "bad-path", "A path names one place.");'), [])
        self.assertEqual(findings_in('fail(ErrorCode::Timeout, "x", "Too late.");', "src/x/y_test.cpp"), [])

    def test_of_this_tree_are_sound(self):
        self.assertEqual(check_public_texts.findings(Path(__file__).parent.parent), [])

    def test_name_where_they_stand(self):
        found = findings_in('\n\nreturn fail(ErrorCode::Timeout, "x", "Too late.");')
        self.assertEqual(found, ['src/x/y.cpp:3: names no remedy: "Too late."'])


if __name__ == "__main__":
    unittest.main()
