#!/usr/bin/env python3
"""Check that includes point the allowed way, that Poppler stays in the reader, and that files stay short.

Usage: check_layers.py [ROOT]. Prints one line a finding and exits with 1 if there is any.
The same order stands in CMakeLists.txt, where it holds for linking.
"""

import re
import sys
from pathlib import Path

MAX_LINES = 600
TEST = re.compile(r"_(test|for_test)\.(cpp|hpp)$")
DATA_TABLE = re.compile(r"_(table|data)\.(cpp|hpp)$")  # tables of data may be longer

# Each module and all that it may include besides itself, lowest first.
CORE_CHAIN = ["base", "text", "vocabulary", "document", "guardrail"]
CORE = CORE_CHAIN + ["resume", "job_description", "evidence", "tailoring", "artifacts"]
ALLOWED = {
    "base": [],
    "text": CORE[:1],
    "vocabulary": CORE[:2],
    "document": CORE[:3],
    "guardrail": CORE[:3],
    "resume": CORE_CHAIN,
    "job_description": CORE_CHAIN,
    "evidence": CORE[:7],
    "tailoring": CORE[:8],
    "artifacts": CORE[:9],
    "retrieval": CORE[:2],
    "crypto": ["base"],
    "telemetry": ["base"],
    "ports": ["base", "crypto"],
    "engine": ["ports", "telemetry", "base"],
    "stages": ["engine", "ports", *CORE],
    "identity": ["ports", "crypto", "base"],
    "webhooks": ["ports", "crypto", "telemetry", "base"],
    "service": [*CORE, "stages", "engine", "identity", "webhooks", "ports", "crypto", "telemetry"],
    "http": ["telemetry", "base"],
    "lambda": ["http", "engine", "ports", "crypto", "telemetry", "base"],
    "api": ["service", "stages", "identity", "http", "ports", "crypto", "telemetry", "base"],
}
# A document reader's answer is the one value of the core that a port carries.
PORTS_VALUE_HEADERS = {"document/document.hpp"}
# Adapters carry the core's values but do none of its work.
ADAPTERS_ALLOWED = ["ports", "retrieval", "crypto", "telemetry", "base"]
# How stores seal what they keep.
SHARED_BY_ADAPTERS = "adapters/sealing"
ADAPTERS_VALUE_HEADERS = {
    "document/document.hpp",
    "document/wire.hpp",
    "resume/resume.hpp",
    "job_description/job_description.hpp",
    "evidence/evidence.hpp",
    "tailoring/edit.hpp",
    "artifacts/style_guide.hpp",
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
# Poppler is GPL: what links it is, too. Only apps/reader may.
POPPLER_HEADER = re.compile(r"poppler|^(goo|splash|fofi)/|^(PDFDoc|PDFDocFactory|GlobalParams|OutputDev|TextOutputDev|GfxState|GfxFont|Page|Object|Link)\.h$")
POPPLER_LINK = re.compile(r"PkgConfig::POPPLER|\bpoppler", re.IGNORECASE)


def module_of(path):
    """The module that a path below src/ or an include belongs to; None if it names none."""
    parts = path.split("/")
    if parts[0] == "adapters" and len(parts) > 2:
        return "/".join(parts[:2])
    return parts[0] if len(parts) > 1 else None


def may_include(module, header, is_test=False):
    """True if a file of `module` may include `header` of this project. Tests may use the complete fakes of the ports."""
    target = module_of(header)
    if target == module or (is_test and target == "adapters/memory"):
        return True
    if module.startswith("adapters/"):
        if target == SHARED_BY_ADAPTERS:
            return True
        return target in ADAPTERS_ALLOWED or header in ADAPTERS_VALUE_HEADERS
    if module == "ports" and header in PORTS_VALUE_HEADERS:
        return True
    return target in ALLOWED.get(module, [])


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", lambda match: "\n" * match.group().count("\n"), text, flags=re.DOTALL)


def check_includes(root, path, text):
    name = path.relative_to(root).as_posix()
    module = module_of(name.removeprefix("src/")) if name.startswith("src/") else None
    if module and not module.startswith("adapters/") and module not in ALLOWED:
        yield f"{name}: module {module} is not in the table of tools/check_layers.py"
        return
    for match in INCLUDE.finditer(text):
        kind, header = match.groups()
        line = text.count("\n", 0, match.start(1)) + 1
        if POPPLER_HEADER.search(header) and not name.startswith("apps/reader/"):
            yield f"{name}:{line}: includes {header}; only apps/reader may use Poppler, which is GPL"
        elif kind == '"' and module and (root / "src" / header).is_file() and not may_include(module, header, bool(TEST.search(name))):
            yield f"{name}:{line}: {module} may not include {header}"


def check_file(root, path):
    name = path.relative_to(root).as_posix()
    text = path.read_text(encoding="utf-8")
    if path.name == "CMakeLists.txt":
        if POPPLER_LINK.search(re.sub(r"#.*", "", text)) and not name.startswith("apps/reader/"):
            yield f"{name}: only apps/reader may link Poppler, which is GPL"
        return
    lines = len(text.splitlines())
    if lines > MAX_LINES and not DATA_TABLE.search(path.name):
        yield f"{name}: {lines} lines; split what is over {MAX_LINES}"
    if path.suffix in (".cpp", ".hpp"):
        yield from check_includes(root, path, without_comments(text))


def checked_files(root):
    for folder in ("src", "apps", "tests", "bench", "tools"):
        for path in sorted((root / folder).rglob("*")):
            wanted = path.suffix in (".cpp", ".hpp", ".py", ".sh", ".mjs") or path.name == "CMakeLists.txt"
            if wanted and path.is_file() and "node_modules" not in path.parts:
                yield path


def findings(root):
    """All that is wrong below `root`, in a stable order."""
    return [finding for path in checked_files(root) for finding in check_file(root, path)]


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
    found = findings(root)
    print("\n".join(found) if found else "layers: sound")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
