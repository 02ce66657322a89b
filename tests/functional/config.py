#!/usr/bin/env python3
"""`bespoke serve --check` says what is wrong with a configuration, where, and what is expected."""
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from support import ROOT, run

#: file, what the one line on stderr has to hold
REFUSED = [
    ("[server]\nlisten = 8080\n", ":2: server.listen takes an address and a port"),
    ('[server]\nlisten = "127.0.0.1:99999"\n', ":2: server.listen takes an address and a port"),
    ("[server]\n\nthreads = 4\n", ":3: There is no setting server.threads"),
    ("[pipeline]\nworkers = 0\n", ":2: pipeline.workers takes a whole number from 1 to 256"),
    ("[pipeline]\nworkers = 1.5\n", ":2: pipeline.workers takes a whole number"),
    ("[network]\negress = 1\n", ":2: network.egress takes true or false"),
    ('[embedding]\nembedder = "words"\n', ':2: embedding.embedder takes "minilm" or "lexical"'),
    ('[model]\nurl = "ftp://models.example/v1"\nname = "m"\n', ":2: model.url takes an http:// or https:// URL"),
    ('[model]\n\nusd_per_million_input_tokens = "free"\n', ":3: model.usd_per_million_input_tokens takes a price"),
    ("[model]\nanswer_seconds = 0\n", ":2: model.answer_seconds takes a whole number from 1 to 590"),
    ('[model]\nname = "m"\n', "[model]: A language model needs model.url and model.name"),
    ('[model]\nservice = "azure"\n', ':2: model.service takes "openai" or "bedrock"'),
    ('[model]\nservice = "bedrock"\nregion = "eu-central-1/x"\n', ":3: model.region takes a region"),
    ('[model]\nservice = "bedrock"\nregion = "eu-central-1"\n', "[model]: A model of Amazon Bedrock needs model.name"),
    ('[model]\nservice = "bedrock"\nname = "m"\nurl = "http://127.0.0.1:1/v1"\n', "[model]: model.url is for the service"),
    ('[model]\nservice = "bedrock"\nname = "m"\nregion = "eu-central-1"\nguardrail = "g"\n', "[model]: A guardrail needs"),
    ('[model]\nservice = "bedrock"\nname = "m"\nregion = "eu-central-1"\n[network]\negress = false\n', "[model]: Amazon Bedrock is on other machines"),
    ('[model]\nregion = "eu-central-1"\n', "[model]: model.region and model.guardrail are for"),
    ('[policy]\nfiles = "x"\n', ":2: There is no setting policy.files"),
    ('[policy]\nfile = "/nowhere/policy.toml"\n', "/nowhere/policy.toml"),
    ('[uploads]\nformats = ["doc"]\n', ':2: uploads.formats takes a list of "pdf"'),
    ("[uploads]\nformats = []\n", ":2: uploads.formats takes a list of"),
    ('[log]\nlevel = "loud"\n', ':2: log.level takes "debug"'),
    ('[server]\ncors_origins = ["example.com"]\n', ":2: server.cors_origins takes a list of origins"),
    ("[server\nlisten = 1\n", ":1: This is not TOML"),
    ("listen = 1\n", ":1: listen stands outside a section"),
    ('[[identity.issuers]]\nissuer = "https://a.example"\n', ":1: identity.issuers takes issuer, jwks_url and audience"),
    ('[[identity.issuers]]\nissuer = "https://a.example"\njwks = "x"\n', "identity.issuers takes no key jwks"),
    ('[[identity.issuers]]\nissuer = "https://a.example"\njwks_url = "http://a.example/keys"\naudience = "a"\n', "an https:// URL for jwks_url"),
    ('[[identity.issuers]]\nissuer = "https://a.example"\nroles = { Owners = "king" }\n', "for roles"),
]


class Config(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="bespoke-config-")
        self.addCleanup(self.folder.cleanup)

    def check(self, text, **variables):
        path = pathlib.Path(self.folder.name) / "bespoke.toml"
        path.write_text(text, encoding="utf-8")
        environment = {**os.environ, **variables}
        return run("serve", "--check", "--config", path, "--data", pathlib.Path(self.folder.name) / "data", env=environment)

    def test_names_file_line_and_what_is_expected(self):
        for text, expected in REFUSED:
            with self.subTest(text=text):
                result = self.check(text)
                self.assertEqual(result.returncode, 2, result.stderr)
                self.assertIn(expected, result.stderr)
                self.assertEqual(result.stderr.count("\n"), 1)

    def test_the_annotated_sample_is_sound(self):
        result = self.check((ROOT / "deploy" / "config" / "bespoke.toml").read_text(encoding="utf-8"))
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_a_model_elsewhere_is_refused_where_nothing_may_leave(self):
        model = '[model]\nurl = "https://models.example/v1"\nname = "m"\n'
        result = self.check("[network]\negress = false\n" + model)
        self.assertEqual((result.returncode, result.stderr.count("\n")), (2, 1), result.stderr)
        self.assertEqual(self.check(model).returncode, 0)
        self.assertEqual(self.check("[network]\negress = false\n" + model.replace("https://models.example", "http://127.0.0.1:8081")).returncode, 0)

    def test_bedrock_needs_a_region_from_somewhere(self):
        nowhere = {"AWS_REGION": "", "AWS_DEFAULT_REGION": "", "AWS_CONFIG_FILE": "/nowhere", "AWS_SHARED_CREDENTIALS_FILE": "/nowhere"}
        model = '[model]\nservice = "bedrock"\nname = "m"\n'
        self.assertIn("needs a region", self.check(model, **nowhere).stderr)
        self.assertEqual(self.check(model, **{**nowhere, "AWS_REGION": "eu-central-1"}).returncode, 0)
        self.assertEqual(self.check(model + 'region = "eu-central-1"\n', **nowhere).returncode, 0)

    def test_a_policy_is_read_and_names_its_line(self):
        policy = pathlib.Path(self.folder.name) / "policy.toml"
        policy.write_text("\nmax_copied_words = 99\n", encoding="utf-8")
        result = self.check(f'[policy]\nfile = "{policy}"\n')
        self.assertEqual((result.returncode, result.stderr.count("\n")), (2, 1), result.stderr)
        self.assertIn("policy.toml", result.stderr)
        self.assertIn("max_copied_words", result.stderr)
        policy.write_text("max_copied_words = 5\n", encoding="utf-8")
        self.assertEqual(self.check(f'[policy]\nfile = "{policy}"\n').returncode, 0)

    def test_a_missing_embedder_is_named_with_its_remedy(self):
        text = '[embedding]\nmodel_directory = "/nowhere"\nembedder = "%s"\n'
        result = self.check(text % "minilm")
        self.assertEqual((result.returncode, result.stderr.count("\n")), (5, 1), result.stderr)
        self.assertIn("./dev", result.stderr)
        self.assertIn("lexical", result.stderr)
        self.assertEqual(self.check(text % "lexical").returncode, 0)

    def test_the_environment_wins_and_is_checked(self):
        self.assertEqual(self.check("", BESPOKE_PIPELINE_WORKERS="4").returncode, 0)
        result = self.check("", BESPOKE_PIPELINE_WORKERS="many")
        self.assertEqual(result.returncode, 2)
        self.assertIn("BESPOKE_PIPELINE_WORKERS: pipeline.workers takes a whole number", result.stderr)

    def test_a_missing_file_is_named(self):
        result = run("serve", "--check", "--config", "/nonexistent/bespoke.toml")
        self.assertEqual(result.returncode, 2)
        self.assertIn("/nonexistent/bespoke.toml", result.stderr)


if __name__ == "__main__":
    unittest.main()
