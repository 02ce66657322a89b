#!/usr/bin/env python3
"""A function whose environment lacks something, or says what can't be, does not begin: its init error names the variable and what is expected.

Usage: settings_runs.py [TEST…]. BESPOKE_BIN names the program.
"""

import os
import sys
import tempfile
import unittest
from pathlib import Path

from with_emulators import into_venv

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from lambda_host import FunctionError, Host  # noqa: E402

NEEDED = {"AWS_REGION": "eu-central-1", "BESPOKE_TABLE": "t", "BESPOKE_BUCKET": "b", "BESPOKE_KMS_KEY": "k", "BESPOKE_TENANT_ROLE": "r"}
NEEDED_BY_OTHERS = {"BESPOKE_QUARANTINE_BUCKET": "q", "BESPOKE_LEDGER_BUCKET": "l", "BESPOKE_STATE_MACHINE": "s", "BESPOKE_DEAD_LETTER_QUEUE": "d",
                    "BESPOKE_PUBLIC_URL": "https://api.example.com"}
#: Function, what differs (nothing: the variable is left out), the variable that the refusal names.
REFUSED = [
    *(("generate", {name: None}, name) for name in NEEDED),
    *(("api", {name: None}, name) for name in NEEDED_BY_OTHERS),
    ("polish", {}, "_HANDLER"),
    ("embed", {"BESPOKE_EMBEDDING_DIMENSIONS": "2048"}, "BESPOKE_EMBEDDING_DIMENSIONS"),
    ("embed", {"BESPOKE_EMBEDDING_DIMENSIONS": "512 "}, "BESPOKE_EMBEDDING_DIMENSIONS"),
    ("embed", {"BESPOKE_VECTOR_INDEX": "each"}, "BESPOKE_VECTOR_INDEX"),
    ("parse", {"BESPOKE_OCR": "yes"}, "BESPOKE_OCR"),
    ("validate", {"BESPOKE_COMPREHEND": "true"}, "BESPOKE_COMPREHEND"),
    ("generate", {"BESPOKE_DAILY_TOKEN_BUDGET": "-1"}, "BESPOKE_DAILY_TOKEN_BUDGET"),
    ("generate", {"BESPOKE_THROTTLE_PATIENCE_SECONDS": "601"}, "BESPOKE_THROTTLE_PATIENCE_SECONDS"),
    ("generate", {"BESPOKE_USD_PER_MILLION_INPUT_TOKENS": "nan"}, "BESPOKE_USD_PER_MILLION_INPUT_TOKENS"),
    ("generate", {"BESPOKE_USD_PER_MILLION_OUTPUT_TOKENS": "3,5"}, "BESPOKE_USD_PER_MILLION_OUTPUT_TOKENS"),
    ("embed", {"BESPOKE_USD_PER_MILLION_EMBEDDING_TOKENS": "-0.1"}, "BESPOKE_USD_PER_MILLION_EMBEDDING_TOKENS"),
    ("api", {"BESPOKE_USER_POOL": "eu-central-1_Abc"}, "BESPOKE_USER_POOL_CLIENTS"),
    ("api", {"BESPOKE_USER_POOL_TOKEN": "refresh"}, "BESPOKE_USER_POOL_TOKEN"),
    ("api", {"BESPOKE_SIGNED_URL_MINUTES": "60"}, "BESPOKE_SIGNED_URL_MINUTES"),
    ("events", {"BESPOKE_ALARM_GROUP": "jobs"}, "BESPOKE_ALARM_GROUP"),
]


class Settings(unittest.TestCase):
    def test_what_is_missing_or_wrong_is_named(self):
        for function, change, name in REFUSED:
            environment = {**os.environ, **NEEDED, **NEEDED_BY_OTHERS, **change}
            with self.subTest(function=function, change=change):
                self.assertRegex(self.refusal(function, environment), rf"{name} is missing or wrong: .+ is expected")

    def refusal(self, function, environment):
        with tempfile.TemporaryDirectory(prefix="settings-") as folder:
            host = Host({name: value for name, value in environment.items() if value is not None}, folder)
            self.addCleanup(host.stop)
            with self.assertRaises(FunctionError) as caught:
                host.invoke(function, {}, seconds=20)
            host.stop()
            return caught.exception.told["errorMessage"]


if __name__ == "__main__":
    unittest.main(warnings="ignore")
