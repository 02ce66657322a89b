#!/usr/bin/env python3
"""What Bespoke costs on AWS, in USD a month: quantities times prices, as docs/aws.md has it.

Usage: costs.py [--check FILE.md]. Prints the table; with --check fails if a row of it does not stand in the file as it is here. Prices are list
prices of us-east-1 as remembered in 2026: look them up, change them here, and put the table into the document anew.
"""

import sys

TAILORINGS = (100, 10_000, 1_000_000)
HOURS, MINUTES = 730, 43_800  # of a month

# --- prices ---
VECTOR_UNIT_HOUR = 0.24
FIREWALL, FIREWALL_RULE, FIREWALL_REQUEST = 5.0, 1.0, 0.6e-6
KEY, KEY_USE = 1.0, 3e-6
METRIC, ALARM, DASHBOARD = 0.30, 0.10, 3.0
REQUEST = 3.5e-6
TRANSITION = 25e-6
CALL, GIGABYTE_SECOND = 0.2e-6, 16.6667e-6
WRITE_UNIT, READ_UNIT = 0.625e-6, 0.125e-6
PUT, GET, GIGABYTE_MONTH = 5e-6, 0.4e-6, 0.023
DATA_EVENT = 1e-6
LOGGED_GIGABYTE = 0.50
EMBEDDED_TOKEN = 0.02e-6
TEXTRACT_PAGE = 0.019  # layout and tables
INPUT_TOKEN, OUTPUT_TOKEN = 3e-6, 15e-6
GUARDRAIL_UNIT = 0.35e-3  # a thousand characters, averaged over the kinds of filters

# --- quantities of one tailoring ---
ONE = {
    "requests": 15 * (REQUEST + FIREWALL_REQUEST),
    "transitions": 13 * TRANSITION,
    "functions": 28 * CALL + 7 * GIGABYTE_SECOND,
    "table": 150 * WRITE_UNIT + 200 * READ_UNIT,
    "objects": 30 * PUT + 60 * GET,
    "keys": 120 * KEY_USE,
    "trail": 250 * DATA_EVENT,
    "logs": 0.3e-3 * LOGGED_GIGABYTE,
    "embeddings": 4_000 * EMBEDDED_TOKEN,
}
STORED_GIGABYTES = 2e-3
SCANNED_PAGES = 0.1 * 2
MODEL = 9_000 * INPUT_TOKEN + 1_500 * OUTPUT_TOKEN
GUARDRAIL = 36 * GUARDRAIL_UNIT

# --- what stands there all the time ---
VECTOR_UNITS = {100: 1, 10_000: 1, 1_000_000: 6}
CHORE = CALL + 1.5 * GIGABYTE_SECOND + 20 * READ_UNIT + 4 * KEY_USE + 0.02e-3 * LOGGED_GIGABYTE
STANDING = FIREWALL + 4 * FIREWALL_RULE + 3 * KEY + DASHBOARD + 29 * ALARM + 80 * METRIC + MINUTES * CHORE


def money(value):
    """Three digits that count, and no more than cents."""
    if value < 0.05:
        return "0"
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def rows():
    vectors = [VECTOR_UNITS[count] * VECTOR_UNIT_HOUR * HOURS for count in TAILORINGS]
    standing = [STANDING for _ in TAILORINGS]
    work = [count * sum(ONE.values()) for count in TAILORINGS]
    storage = [count * STORED_GIGABYTES * GIGABYTE_MONTH for count in TAILORINGS]
    scans = [count * SCANNED_PAGES * TEXTRACT_PAGE for count in TAILORINGS]
    rules = [sum(parts) for parts in zip(vectors, standing, work, storage, scans)]
    model, guardrail = ([count * price for count in TAILORINGS] for price in (MODEL, GUARDRAIL))
    yield "vector store (1 unit; 6 at a million; `standby` doubles it)", vectors
    yield "firewall, keys, metrics, alarms, chores", standing
    yield "requests, functions, states, table, objects, keys, trail, logs, embeddings", work
    yield "storage", storage
    yield "OCR of scans", scans
    yield "**rules alone**", rules
    yield "language model", model
    yield "guardrail", guardrail
    yield "**with a model**", [sum(parts) for parts in zip(rules, model, guardrail)]


def table():
    """Lines of Markdown."""
    lines = ["| a month | " + " | ".join(f"{count:,} tailorings" if count == 100 else f"{count:,}" for count in TAILORINGS) + " |",
             "| --- | ---: | ---: | ---: |"]
    for name, values in rows():
        bold = "**" if name.startswith("**") else ""
        lines.append(f"| {name} | " + " | ".join(f"{bold}{money(value)}{bold}" for value in values) + " |")
    return lines


def shares():
    """A sentence on one tailoring by rules."""
    total = sum(ONE.values())
    largest = sorted(ONE.items(), key=lambda one: -one[1])[:3]
    without = dict(rows())["firewall, keys, metrics, alarms, chores"][1] + 10_000 * (total - ONE["embeddings"] + STORED_GIGABYTES * GIGABYTE_MONTH)
    return [f"Without the vector store, OCR and model, ten thousand tailorings cost about {without:.0f}.",
            f"Of one tailoring by rules ({total:.4f}), " + ", ".join(f"{name} are {100 * value / total:.0f} %" for name, value in largest) + "."]


def main():
    lines = table() + shares()
    if sys.argv[1:2] != ["--check"]:
        print("\n".join(lines))
        return
    text = open(sys.argv[2], encoding="utf-8").read()
    missing = [line for line in lines if line not in text]
    if missing:
        sys.exit(f"{sys.argv[2]} does not say:\n" + "\n".join(missing))
    print(f"costs: {len(lines)} lines of {sys.argv[2]} are as computed")


if __name__ == "__main__":
    main()
