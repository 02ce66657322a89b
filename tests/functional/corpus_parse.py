"""Parsing the corpus reaches the floor for text PDFs and for DOCX, text and Markdown. Skips without the corpus."""
import json
import subprocess
import sys

import support

CORPUS = support.corpus()

#: Mean overall figure of score_parse.py.
FLOORS = {"pdf": 0.75, "docx,txt,md": 0.82}


def score(formats):
    command = [sys.executable, str(CORPUS / "score_parse.py"), "--dir", str(CORPUS), "--cmd", f"{support.BESPOKE} parse {{file}}",
               "--format", formats, "--json"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(result.stdout)["overall"]


def main():
    failed = 0
    for formats, floor in FLOORS.items():
        overall = score(formats)
        print(f"{formats}: overall {overall:.3f} (floor {floor})")
        failed += overall < floor
    return failed


if __name__ == "__main__":
    sys.exit(main())
