"""Tests of check_layers.py on small trees of its own."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import check_layers  # noqa: E402


def findings_in(files):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return check_layers.findings(root)


def including(source, header):
    """Findings of a tree in which file `source` includes the existing `header`."""
    return findings_in({f"src/{header}": "", source: f'#include "{header}"\n'})


class IncludesPointTheAllowedWay(unittest.TestCase):
    def test_every_allowed_direction_passes(self):
        for source, header in [
            ("src/text/x.cpp", "base/y.hpp"),
            ("src/vocabulary/x.cpp", "text/y.hpp"),
            ("src/document/pdf/x.cpp", "document/y.hpp"),
            ("src/resume/x.cpp", "document/y.hpp"),
            ("src/evidence/x.cpp", "job_description/y.hpp"),
            ("src/tailoring/x.cpp", "evidence/y.hpp"),
            ("src/artifacts/x.cpp", "tailoring/y.hpp"),
            ("src/ports/x.hpp", "document/document.hpp"),
            ("src/engine/x.cpp", "ports/y.hpp"),
            ("src/stages/x.cpp", "engine/y.hpp"),
            ("src/stages/x.cpp", "artifacts/y.hpp"),
            ("src/adapters/local/x.cpp", "ports/y.hpp"),
            ("src/adapters/local/x.cpp", "adapters/local/y.hpp"),
            ("src/adapters/local/x.cpp", "document/document.hpp"),
            ("apps/bespoke/x.cpp", "adapters/local/y.hpp"),
            ("tests/support/x.cpp", "adapters/memory/y.hpp"),
        ]:
            with self.subTest(source=source, header=header):
                self.assertEqual(including(source, header), [])

    def test_every_forbidden_direction_is_found(self):
        for source, header in [
            ("src/base/x.cpp", "text/y.hpp"),
            ("src/text/x.hpp", "vocabulary/y.hpp"),
            ("src/document/x.cpp", "resume/y.hpp"),
            ("src/resume/x.cpp", "job_description/y.hpp"),
            ("src/job_description/x.cpp", "resume/y.hpp"),
            ("src/evidence/x.cpp", "tailoring/y.hpp"),
            ("src/artifacts/x.cpp", "ports/y.hpp"),
            ("src/ports/x.hpp", "document/read.hpp"),
            ("src/engine/x.cpp", "stages/y.hpp"),
            ("src/stages/x.cpp", "adapters/local/y.hpp"),
            ("src/adapters/local/x.cpp", "adapters/memory/y.hpp"),
            ("src/adapters/local/x.cpp", "document/read.hpp"),
            ("src/adapters/local/x.cpp", "resume/parse.hpp"),
            ("src/api/x.cpp", "artifacts/y.hpp"),
        ]:
            with self.subTest(source=source, header=header):
                module = check_layers.module_of(source.removeprefix("src/"))
                self.assertEqual(including(source, header), [f"{source}:1: {module} may not include {header}"])

    def test_unusual_spellings_of_an_include_are_seen(self):
        for spelling in ['#  include "text/y.hpp"', '\t#include\t"text/y.hpp"', '#include "text/y.hpp"  // why']:
            with self.subTest(spelling=spelling):
                self.assertEqual(len(findings_in({"src/text/y.hpp": "", "src/base/x.cpp": spelling})), 1)

    def test_includes_in_comments_do_not_count_and_lines_are_kept(self):
        text = '/* \n#include "text/y.hpp"\n*/\n// #include "text/y.hpp"\n#include "text/y.hpp"\n'
        self.assertEqual(
            findings_in({"src/text/y.hpp": "", "src/base/x.cpp": text}), ["src/base/x.cpp:5: base may not include text/y.hpp"]
        )

    def test_a_module_that_the_table_lacks_is_found(self):
        self.assertEqual(
            findings_in({"src/utils/x.hpp": ""}), ["src/utils/x.hpp: module utils is not in the table of tools/check_layers.py"]
        )


class PopplerStaysInTheReader(unittest.TestCase):
    def test_its_headers_are_found_outside_the_reader_only(self):
        for include in ["<poppler/PDFDoc.h>", "<TextOutputDev.h>", '"goo/GooString.h"', "<cpp/poppler-document.h>"]:
            with self.subTest(include=include):
                text = f"#include {include}\n"
                self.assertEqual(len(findings_in({"src/document/x.cpp": text, "apps/reader/x.cpp": text})), 1)

    def test_linking_it_is_found_outside_the_reader_only(self):
        text = "target_link_libraries(x PRIVATE PkgConfig::POPPLER)\n"
        files = {"src/document/CMakeLists.txt": text, "apps/reader/CMakeLists.txt": text}
        self.assertEqual(
            findings_in(files), ["src/document/CMakeLists.txt: only apps/reader may link Poppler, which is GPL"]
        )


class FilesStayShort(unittest.TestCase):
    def test_only_what_is_over_the_limit_and_no_table_is_found(self):
        long = "\n" * 601
        files = {"src/text/a.cpp": "\n" * 600, "src/text/b.cpp": long, "src/text/words_table.cpp": long}
        self.assertEqual(findings_in(files), ["src/text/b.cpp: 601 lines; split what is over 600"])


if __name__ == "__main__":
    unittest.main()
