#!/usr/bin/env python3
"""Signing in through a user pool as deploy/aws makes it: password, second factor, the pre-token trigger as a function, tokens that the API
verifies by the pool's keys. A tenant's token reaches that tenant; every other token is refused.

Usage: sign_in_runs.py [TEST…]. Exits with 77, saying why, where a part is missing.
"""

import base64
import hmac
import json
import sys
import time
import unittest
from pathlib import Path

from with_emulators import into_venv, skip

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from cloud_client import ARTIFACTS, CloudClient, bytes_of  # noqa: E402
from gateway import grants, stack, user_pools  # noqa: E402
from gateway.cloud import Cloud  # noqa: E402
from gateway.command_line import code_of  # noqa: E402
from gateway.messages import ACCOUNT, REGION  # noqa: E402
from lambda_host import FunctionError  # noqa: E402

PASSWORD = "choose-A-l0ng-one"


def part(token, number=1):
    text = token.split(".")[number]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def encoded(value):
    return base64.urlsafe_b64encode(value if isinstance(value, bytes) else json.dumps(value).encode()).rstrip(b"=").decode()


class Person:
    """A user, from an administrator's hand to tokens, by the calls of docs/aws.md."""

    def __init__(self, pool, email, tenant, group):
        self.pool, self.idp, self.email = pool, pool.client, email
        where = {"UserPoolId": pool.id, "Username": email}
        attributes = {"email": email, "email_verified": "true", **({"custom:tenantId": tenant} if tenant else {})}
        self.name = self.idp.admin_create_user(**where, MessageAction="SUPPRESS", UserAttributes=[
            {"Name": name, "Value": value} for name, value in attributes.items()])["User"]["Username"]
        self.idp.admin_set_user_password(**where, Password=PASSWORD, Permanent=True)
        if group:
            self.idp.admin_add_user_to_group(**where, GroupName=group)
        self.secret = ""

    def first_factor(self, client="operator", flow="ADMIN_USER_PASSWORD_AUTH", password=PASSWORD):
        return self.idp.admin_initiate_auth(UserPoolId=self.pool.id, ClientId=self.pool.clients[client], AuthFlow=flow,
                                            AuthParameters={"USERNAME": self.email, "PASSWORD": password})

    def answer(self, challenge, session, **more):
        return self.idp.admin_respond_to_auth_challenge(
            UserPoolId=self.pool.id, ClientId=self.pool.clients["operator"], ChallengeName=challenge, Session=session,
            ChallengeResponses={"USERNAME": self.name, **more})["AuthenticationResult"]

    def sign_in(self):
        """Tokens; the first time a phone is registered."""
        asked = self.first_factor()
        if asked["ChallengeName"] == "SOFTWARE_TOKEN_MFA":
            return self.answer("SOFTWARE_TOKEN_MFA", asked["Session"], SOFTWARE_TOKEN_MFA_CODE=code_of(self.secret))
        assert asked["ChallengeName"] == "MFA_SETUP", asked
        associated = self.idp.associate_software_token(Session=asked["Session"])
        self.secret = associated["SecretCode"]
        verified = self.idp.verify_software_token(Session=associated["Session"], UserCode=code_of(self.secret))
        return self.answer("MFA_SETUP", verified["Session"])

    def refresh(self, tokens):
        return self.idp.admin_initiate_auth(UserPoolId=self.pool.id, ClientId=self.pool.clients["operator"], AuthFlow="REFRESH_TOKEN_AUTH",
                                            AuthParameters={"REFRESH_TOKEN": tokens["RefreshToken"]})["AuthenticationResult"]


class SignIn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        resources = grants.templates() if not stack.missing() else stack.missing()
        if isinstance(resources, str):
            skip(resources)
        cls.settings = {"BESPOKE_USER_POOL_TOKEN": "id"}
        cls.cloud = cls.enterClassContext(Cloud(settings=cls.settings))
        cls.pool = cls.enterClassContext(user_pools.UserPool(cls.cloud, resources))
        cls.addClassCleanup(cls.check_violations)
        cls.settings.update(cls.pool.environment())
        for tenant in ("alice", "bob"):
            cls.cloud.admin("tenant", "create", tenant)
        cls.ada = Person(cls.pool, "ada@alice.example", "alice", "editor")
        cls.bill = Person(cls.pool, "bill@bob.example", "bob", "admin")
        cls.vera = Person(cls.pool, "vera@alice.example", "alice", "viewer")

    @classmethod
    def check_violations(cls):
        violations = cls.cloud.stack.gateway.journal.violations
        for one in violations:
            print(f"VIOLATION {json.dumps(one)}", file=sys.stderr)
        assert not violations, f"{len(violations)} requests broke a rule of their service"

    def api(self, token):
        return CloudClient(self.cloud, token)

    def is_refused(self, token, why):
        answer = self.api(token).get("/v1/jobs")
        if answer.status == 429:  # enough wrong tokens from one address; another environment of the function has not counted them
            self.cloud.host.recycle()
            answer = self.api(token).get("/v1/jobs")
        self.assertEqual((answer.status, answer.slug()), (401, "invalid-token"), why)
        return answer.body

    # --- the way in ---

    def test_a_job_is_tailored_with_a_signed_in_users_token_and_no_other_tenant_sees_it(self):
        client, other = (self.api(person.sign_in()["IdToken"]) for person in (self.ada, self.bill))
        resume, description = client.example()
        job = client.start(resume, description)
        self.assertEqual(client.wait(job, 90)["state"], "succeeded")
        self.assertEqual(sorted(bytes_of(client, job)), ARTIFACTS)
        for path in (f"/v1/jobs/{job}", f"/v1/jobs/{job}/artifacts", f"/v1/documents/{resume}"):
            self.assertEqual(other.get(path).status, 404, path)
        self.assertEqual(other.request("DELETE", f"/v1/jobs/{job}").status, 404)
        self.assertEqual(client.get(f"/v1/jobs/{job}").status, 200)

    def test_groups_are_roles(self):
        viewer = self.api(self.vera.sign_in()["IdToken"])
        self.assertEqual(viewer.get("/v1/jobs").status, 200)
        self.assertEqual(viewer.send("resume", b"x", "cv.txt").status, 403)

    def test_the_keys_come_from_the_pool_itself(self):
        self.cloud.host.recycle()
        self.cloud.stack.gateway.journal.forget("calls")
        client = self.api(self.ada.sign_in()["IdToken"])
        for _ in range(3):
            self.assertEqual(client.get("/v1/jobs").status, 200)
        fetched = [call for call in self.cloud.stack.gateway.journal.calls if call["operation"].endswith(user_pools.JWKS)]
        self.assertEqual([(call["operation"], call["status"]) for call in fetched], [(f"GET /{self.pool.id}{user_pools.JWKS}", 200)])

    def test_neither_a_password_alone_nor_an_alias_nor_another_flow_leads_in(self):
        idp = self.pool.client
        asked = self.ada.first_factor()
        self.assertNotIn("AuthenticationResult", asked)
        with self.assertRaises(idp.exceptions.NotAuthorizedException):
            self.ada.first_factor(password="another-L0ng-one")
        with self.assertRaises(idp.exceptions.InvalidParameterException):
            self.ada.first_factor(client="web")
        with self.assertRaises(idp.exceptions.InvalidParameterException):
            idp.initiate_auth(ClientId=self.pool.clients["operator"], AuthFlow="USER_PASSWORD_AUTH",
                              AuthParameters={"USERNAME": self.ada.email, "PASSWORD": PASSWORD})
        self.ada.sign_in()
        asked = self.ada.first_factor()
        with self.assertRaises(idp.exceptions.CodeMismatchException):
            self.ada.answer("SOFTWARE_TOKEN_MFA", asked["Session"], SOFTWARE_TOKEN_MFA_CODE=f"{(int(code_of(self.ada.secret)) + 1) % 1_000_000:06}")

    # --- the trigger ---

    def test_the_trigger_puts_tenant_and_role_into_both_tokens(self):
        tokens = self.ada.sign_in()
        for kind, claims in ((kind, part(tokens[kind])) for kind in ("IdToken", "AccessToken")):
            self.assertEqual((claims["custom:tenantId"], claims["custom:role"]), ("alice", "editor"), kind)
            self.assertEqual(claims["iss"], f"https://cognito-idp.{REGION}.amazonaws.com/{self.pool.id}")

    def test_every_version_of_the_trigger_is_understood(self):
        self.addCleanup(self.pool.set_trigger_version, "V2_0")
        for version, in_access in (("V1_0", None), ("V2_0", "editor"), ("V3_0", "editor")):
            with self.subTest(version=version):
                self.pool.set_trigger_version(version)
                tokens = self.ada.sign_in()
                self.assertEqual(part(tokens["IdToken"])["custom:role"], "editor")
                self.assertEqual(part(tokens["AccessToken"]).get("custom:role"), in_access)
                self.assertEqual(self.api(tokens["IdToken"]).get("/v1/jobs").status, 200)

    def test_who_belongs_to_no_tenant_gets_no_token(self):
        nobody = Person(self.pool, "nobody@nowhere.example", "", "admin")
        with self.assertRaisesRegex(self.pool.client.exceptions.UserLambdaValidationException, "belongs to no tenant"):
            nobody.sign_in()
        machine = {"version": "3", "triggerSource": "TokenGeneration_ClientCredentials", "region": REGION, "userPoolId": self.pool.id,
                   "callerContext": {"awsSdkVersion": "-", "clientId": self.pool.clients["web"]},
                   "request": {"userAttributes": {}, "groupConfiguration": {"groupsToOverride": []}, "scopes": []},
                   "response": {"claimsAndScopeOverrideDetails": None}}
        with self.assertRaisesRegex(FunctionError, "belongs to no tenant"):
            self.pool.host.invoke(user_pools.TRIGGER, machine)

    def test_a_new_role_counts_from_the_next_token_on(self):
        mover = Person(self.pool, "mover@alice.example", "alice", "viewer")
        tokens = mover.sign_in()
        self.assertEqual(self.api(tokens["IdToken"]).send("resume", b"x", "cv.txt").status, 403)
        self.pool.client.admin_add_user_to_group(UserPoolId=self.pool.id, Username=mover.email, GroupName="editor")
        renewed = mover.refresh(tokens)
        self.assertEqual(part(renewed["IdToken"])["custom:role"], "editor")
        self.assertEqual(self.api(renewed["IdToken"]).send("resume", b"x", "cv.txt").status, 201)

    def test_a_user_in_no_group_is_nobody_here(self):
        self.is_refused(Person(self.pool, "new@alice.example", "alice", "").sign_in()["IdToken"], "no role")

    # --- what is refused ---

    def forged(self, person, kind="id", client=None, pool=None, **claims):
        """A token that the pool's own key signs."""
        from moto.cognitoidp.models import cognitoidp_backends

        backend = cognitoidp_backends[ACCOUNT][REGION].user_pools[pool or self.pool.id]
        good = {"custom:tenantId": "alice", "custom:role": "editor"}
        return backend.create_jwt(client or self.pool.clients["operator"], person.email, kind, extra_data={**good, **claims})[0]

    def test_other_kinds_pools_clients_and_times_are_refused_alike(self):
        now = int(time.time())
        self.assertEqual(self.api(self.forged(self.ada)).get("/v1/jobs").status, 200, "the others differ from this one in one thing each")
        refused = {
            "an access token where id tokens count": self.ada.sign_in()["AccessToken"],
            "an id token that calls itself another kind": self.forged(self.ada, token_use="access"),
            "an app client of somebody else's": self.forged(self.ada, client="1example23456789"),
            "another pool of the region": self.forged(self.ada, iss=f"https://cognito-idp.{REGION}.amazonaws.com/{REGION}_Other1234"),
            "the same pool in another region": self.forged(self.ada, iss=f"https://cognito-idp.us-east-1.amazonaws.com/{self.pool.id}"),
            "the address that the keys were fetched from": self.forged(self.ada, iss=f"{self.cloud.stack.url}/{self.pool.id}"),
            "expired": self.forged(self.ada, iat=now - 7200, exp=now - 3600),
            "of tomorrow": self.forged(self.ada, iat=now + 86400, exp=now + 90000),
            "for longer than an hour": self.forged(self.ada, exp=now + 86400),
            "a tenant that does not exist": self.forged(self.ada, **{"custom:tenantId": "carol"}),
            "no tenant": self.forged(self.ada, **{"custom:tenantId": None}),
            "a role that does not exist": self.forged(self.ada, **{"custom:role": "root"}),
        }
        bodies = {self.without_ids(self.is_refused(token, why)) for why, token in refused.items()}
        self.assertEqual(len(bodies), 1, "nobody learns which of them it was")

    @staticmethod
    def without_ids(body):
        problem = json.loads(body)
        return json.dumps({name: value for name, value in problem.items() if name not in ("traceId", "instance", "trace")}, sort_keys=True)

    def test_signatures_that_are_not_the_pools_are_refused(self):
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import padding, rsa

        header, claims, signature = self.ada.sign_in()["IdToken"].split(".")
        signed = f"{header}.{claims}"
        other = rsa.generate_private_key(65537, 2048).sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        bobs = encoded({**part(f"{header}.{claims}."), "custom:tenantId": "bob"})
        keys = json.dumps(self.pool_keys()).encode()
        by_public_key = f"{encoded({'alg': 'HS256', 'kid': 'dummy'})}.{claims}"
        for why, token in {
            "another key under the same name": f"{signed}.{encoded(other)}",
            "another tenant under the same signature": f"{header}.{bobs}.{signature}",
            "no signature": f"{encoded({'alg': 'none', 'kid': 'dummy'})}.{claims}.",
            "the public key as a secret": f"{by_public_key}.{encoded(hmac.digest(keys, by_public_key.encode(), 'sha256'))}",
        }.items():
            self.is_refused(token, why)

    def pool_keys(self):
        import urllib.request

        return json.loads(urllib.request.urlopen(f"{self.cloud.stack.url}/{self.pool.id}{user_pools.JWKS}").read())

    def test_a_suspended_tenants_users_are_out_until_it_is_back(self):
        token = self.bill.sign_in()["IdToken"]
        self.cloud.admin("tenant", "suspend", "bob")
        self.is_refused(token, "suspended")
        self.cloud.admin("tenant", "resume", "bob")
        self.assertEqual(self.api(token).get("/v1/jobs").status, 200)

    def test_where_access_tokens_count_id_tokens_do_not(self):
        tokens = self.ada.sign_in()
        self.settings["BESPOKE_USER_POOL_TOKEN"] = "access"
        self.addCleanup(self.cloud.host.recycle)
        self.addCleanup(self.settings.update, BESPOKE_USER_POOL_TOKEN="id")
        self.cloud.host.recycle()
        self.assertEqual(self.api(tokens["AccessToken"]).get("/v1/jobs").status, 200)
        self.is_refused(tokens["IdToken"], "an id token")
        self.is_refused(self.forged(self.ada, "access", client="1example23456789"), "another client's access token")


if __name__ == "__main__":
    unittest.main(warnings="ignore")
