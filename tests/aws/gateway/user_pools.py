"""moto's Cognito as the service is: the pre-token trigger is a function that runs, a second factor is asked for, and only flows that a client
allows lead in. Pools are made of the templates of deploy/aws."""

import contextlib
import json
import os
import threading
import uuid
from pathlib import Path

from .messages import ACCOUNT, REGION, Answer

JWKS = "/.well-known/jwks.json"
RUNTIME = Path(__file__).parent / "node_runtime.js"
TRIGGER = "pre-token"
# Claims that no trigger changes ("Pre token generation Lambda trigger" in the Cognito guide).
FIXED = {"acr", "amr", "at_hash", "aud", "auth_time", "azp", "client_id", "cognito:username", "exp", "iat", "identities", "iss", "jti", "nbf",
         "nonce", "origin_jti", "sub", "token_use", "username"}
# By event version: the member of the answer, and within it the member for each kind of token.
MEMBERS = {"V1_0": ("claimsOverrideDetails", {"id": None}),
           "V2_0": ("claimsAndScopeOverrideDetails", {"id": "idTokenGeneration", "access": "accessTokenGeneration"})}
MEMBERS["V3_0"] = MEMBERS["V2_0"]


def keys_of_pool(request, moto):
    """Answer to a GET of a pool's public keys, which nobody signs; nothing if the request is no such thing."""
    if request.method != "GET" or not request.path.endswith(JWKS):
        return None
    return moto.ask(request, "cognito-idp", REGION, "none") if request.path.count("/") == 3 else Answer(404)


def patch(invoke):
    """`invoke(function, event)` gives the trigger's answer as bytes, or raises an error with `told`."""
    from moto.cognitoidp import models

    os.environ["MOTO_COGNITO_IDP_USER_POOL_ENABLE_TOTP"] = "true"
    doing = threading.local()
    _run_trigger(models.CognitoIdpUserPool, invoke, doing)
    _ask_second_factor(models.CognitoIdpBackend, doing)


# --- the trigger ---

def _run_trigger(pools, invoke, doing):
    make_tokens, make_jwt = pools.create_tokens_from_refresh_token, pools.create_jwt

    def create_tokens(self, refresh_token):
        client_id, username, _ = self.refresh_tokens.get(refresh_token) or (None, None, None)
        doing.changes = _ask_trigger(self, client_id, username, getattr(doing, "flow", ""), invoke) if username else {}
        try:
            return make_tokens(self, refresh_token)
        finally:
            doing.changes = {}

    def create_jwt(self, client_id, username, token_use, expires_in=3600, extra_data=None):
        changes = getattr(doing, "changes", {}).get(token_use, {})
        claims = {**(extra_data or {}), **{name: value for name, value in changes.get("claimsToAddOrOverride", {}).items() if name not in FIXED}}
        for name in changes.get("claimsToSuppress", []):
            claims.pop(name, None)
        return make_jwt(self, client_id, username, token_use, expires_in, claims)

    pools.create_tokens_from_refresh_token, pools.create_jwt = create_tokens, create_jwt


def _ask_trigger(pool, client_id, username, flow, invoke):
    """Kind of token → what the trigger wants of its claims."""
    config = pool.extended_config.get("LambdaConfig") or {}
    version = config.get("PreTokenGenerationConfig", {}).get("LambdaVersion", "V1_0" if "PreTokenGeneration" in config else "")
    if not version:
        return {}
    member, kinds = MEMBERS[version]
    event = event_of(pool, client_id, username, version, "TokenGeneration_RefreshTokens" if "REFRESH" in flow else "TokenGeneration_Authentication")
    try:
        answer = json.loads(invoke(TRIGGER, event))
    except Exception as error:
        if not hasattr(error, "told"):
            raise
        raise _error("UserLambdaValidationException", f"PreTokenGeneration failed with error {error.told['errorMessage']}.") from error
    details = (answer.get("response") or {}).get(member)
    if not isinstance(details, dict) or set(answer["response"]) != {member} or answer["request"] != event["request"]:
        raise _error("InvalidLambdaResponseException", f"Unrecognizable lambda output: {member} is wanted")
    return {kind: (details if name is None else details.get(name)) or {} for kind, name in kinds.items()}


def event_of(pool, client_id, username, version, source):
    """The event that Cognito sends before it makes tokens."""
    user = pool._get_user(username)
    attributes = {**user.attribute_lookup, "cognito:user_status": user.status}
    request = {"userAttributes": attributes, "groupConfiguration": {
        "groupsToOverride": sorted(group.group_name for group in user.groups), "iamRolesToOverride": [], "preferredRole": None}}
    if version != "V1_0":
        request["scopes"] = ["aws.cognito.signin.user.admin"]
    return {"version": version[1], "triggerSource": source, "region": pool.region, "userPoolId": pool.id, "userName": user.username,
            "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": client_id}, "request": request,
            "response": {MEMBERS[version][0]: None}}


# --- the second factor ---

def _ask_second_factor(backend, doing):
    log_in, respond = backend._log_user_in, backend.respond_to_auth_challenge

    def log_user_in(self, user_pool, client, username):
        if not getattr(doing, "flow", "") or user_pool.mfa_config != "ON":
            return log_in(self, user_pool, client, username)
        user, session = user_pool._get_user(username), str(uuid.uuid4())
        self.sessions[session] = (username, user_pool)
        challenge = "SOFTWARE_TOKEN_MFA" if user.token_verified else "MFA_SETUP"
        return {"ChallengeName": challenge, "Session": session, "ChallengeParameters": {"USER_ID_FOR_SRP": user.username}}

    def respond_to_challenge(self, session, client_id, challenge_name, challenge_responses):
        username, pool = self.sessions.get(session) or (None, None)
        user = pool._get_user(username) if pool else None
        if user and challenge_responses.get("USERNAME") != user.username:
            raise _error("NotAuthorizedException", "The username and not an alias is wanted in the answer to a challenge.")
        if user and challenge_name == "MFA_SETUP" and not user.token_verified:
            raise _error("NotAuthorizedException", "Invalid session for the user.")
        return respond(self, session, client_id, challenge_name, challenge_responses)

    backend._log_user_in, backend.respond_to_auth_challenge = log_user_in, respond_to_challenge
    for name, position in (("initiate_auth", 0), ("admin_initiate_auth", 1)):
        setattr(backend, name, _first_factor(getattr(backend, name), position, doing))


def _first_factor(initiate, client_position, doing):
    def initiated(self, *arguments):
        client_id, flow = arguments[client_position], arguments[client_position + 1]
        clients = [pool.clients[client_id] for pool in self.user_pools.values() if client_id in pool.clients]
        if clients and f"ALLOW_{flow}" not in clients[0].extended_config.get("ExplicitAuthFlows", []):
            raise _error("InvalidParameterException", f"{flow} is not enabled for the client")
        doing.flow = flow
        try:
            return initiate(self, *arguments)
        finally:
            doing.flow = ""

    return initiated


def _error(kind, message):
    from moto.core.exceptions import JsonRESTError

    return JsonRESTError(kind, message)


# --- a deployment's pool ---

class UserPool:
    """The pool, clients and groups of deploy/aws's templates (`resources`), and the trigger's function on a host of its own."""

    def __init__(self, cloud, resources):
        from lambda_host import Host

        self.client, self._resources = cloud.stack.client("cognito-idp"), resources
        self._stack = contextlib.ExitStack()
        code = next(properties["Code"]["ZipFile"] for _, properties in self._all("Lambda::Function") if "ZipFile" in properties["Code"])
        source = Path(cloud.log_directory) / "index.js"
        source.write_text(code)
        self.host = Host({"PATH": os.environ["PATH"]}, cloud.log_directory, ["node", str(RUNTIME), str(source)])
        self._stack.callback(self.host.stop)
        patch(self.host.invoke)
        self.id = self.make_pool()
        self.clients = self.make_clients(self.id)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stack.close()

    def _all(self, kind):
        return [(name, one["Properties"]) for name, one in self._resources.items() if one["Type"] == f"AWS::{kind}"]

    def _call(self, operation, properties, **more):
        """The operation, with those properties of the template that it takes."""
        members = self.client.meta.service_model.operation_model(operation).input_shape.members
        given = {**{name: value for name, value in properties.items() if name in members}, **more}
        return getattr(self.client, "".join("_" + c.lower() if c.isupper() else c for c in operation).lstrip("_"))(**given)

    def make_pool(self):
        [(_, properties)] = self._all("Cognito::UserPool")
        trigger = {**properties["LambdaConfig"]["PreTokenGenerationConfig"], "LambdaArn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{TRIGGER}"}
        made = self._call("CreateUserPool", properties, PoolName=properties["UserPoolName"],
                          LambdaConfig={"PreTokenGenerationConfig": trigger, "PreTokenGeneration": trigger["LambdaArn"]})["UserPool"]["Id"]
        self.client.set_user_pool_mfa_config(UserPoolId=made, MfaConfiguration=properties["MfaConfiguration"], SoftwareTokenMfaConfiguration={
            "Enabled": "SOFTWARE_TOKEN_MFA" in properties["EnabledMfas"]})
        for _, group in self._all("Cognito::UserPoolGroup"):
            self.client.create_group(GroupName=group["GroupName"], UserPoolId=made)
        return made

    def make_clients(self, pool):
        """Role → id: "web" and "operator", by the flows they allow."""
        made = {}
        for name, properties in self._all("Cognito::UserPoolClient"):
            role = "operator" if any("ADMIN" in flow for flow in properties["ExplicitAuthFlows"]) else "web"
            made[role] = self._call("CreateUserPoolClient", properties, UserPoolId=pool, ClientName=name)["UserPoolClient"]["ClientId"]
        return made

    def environment(self):
        return {"BESPOKE_USER_POOL": self.id, "BESPOKE_USER_POOL_CLIENTS": ",".join(self.clients.values())}

    def set_trigger_version(self, version):
        from moto.cognitoidp.models import cognitoidp_backends

        pool = cognitoidp_backends[ACCOUNT][REGION].user_pools[self.id]
        pool.extended_config["LambdaConfig"] = {"PreTokenGenerationConfig": {
            **pool.extended_config["LambdaConfig"]["PreTokenGenerationConfig"], "LambdaVersion": version}}
