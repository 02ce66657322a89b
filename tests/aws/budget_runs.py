#!/usr/bin/env python3
"""The chain with Bedrock and a small budget of tokens a day.

Usage: budget_runs.py [TEST…]. Exits with 77, saying why, where a part is missing.
"""

import json
import sys
import unittest
from pathlib import Path

from with_emulators import into_venv

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
import fault_runs  # noqa: E402
import intelligence_runs  # noqa: E402
from cloud_client import bytes_of  # noqa: E402


@fault_runs.without_storms
class BudgetRuns(fault_runs.FaultRuns):
    settings = {**intelligence_runs.IntelligenceRuns.settings, "BESPOKE_DAILY_TOKEN_BUDGET": "6000", "BESPOKE_OCR": "off", "BESPOKE_COMPREHEND": "off"}

    def test_a_tenants_tokens_of_the_day_are_counted_over_all_environments(self):
        """The functions' processes share nothing but the table."""
        outcomes = []
        for _ in range(4):
            job = self.clients["alice"].start(*self.documents["alice"], generator="bedrock")
            self.assertEqual(self.settle({job: "alice"}), {job: "succeeded"})
            outcomes.append([attempt.get("error", "") for attempt in json.loads(bytes_of(self.clients["alice"], job)["report.json"])["model"]["attempts"]])
            self.cloud.host.recycle()
        self.assertNotIn("model-budget", outcomes[0])
        self.assertEqual(outcomes[-1], ["model-budget"], outcomes)
        job = self.clients["bob"].start(*self.documents["bob"], generator="bedrock")
        self.settle({job: "bob"})
        other = json.loads(bytes_of(self.clients["bob"], job)["report.json"])["model"]["attempts"]
        self.assertNotIn("model-budget", [attempt.get("error", "") for attempt in other], "another tenant's is its own")


if __name__ == "__main__":
    unittest.main(warnings="ignore")
