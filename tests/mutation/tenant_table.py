"""The places in src/ that keep tenants apart, each with a change that breaks it.

A mutant that should be KILLED removes a protection as a whole. Where another layer still protects, removing one alone must change
nothing that a client can see: such a mutant is held, and says by what. Tenants of the suite are alice, who is attacked, bob and carol.

Not here, since the suite can't reach them: which tenants an external issuer may speak for (identity's own tests), and what the webhook
dispatcher keeps of a tenant between two rounds, which decides when something is sent and never whose it is.
"""
import dataclasses

KILLED = ""


@dataclasses.dataclass(frozen=True)
class Edit:
    file: str
    original: str  #: occurs exactly once
    replacement: str


@dataclasses.dataclass(frozen=True)
class Mutant:
    name: str
    edits: tuple
    held_by: str = KILLED  #: what protects all the same


DATABASES = "src/adapters/local/sqlite/tenant_databases.cpp"
SYSTEM_STORE = "src/adapters/local/sqlite/system_store.cpp"
KEY_SERVICE = "src/adapters/local/key_service.cpp"
BLOBS = "src/adapters/local/blob_store.cpp"
CURSOR = "src/api/cursor.cpp"
SIGNED_URL = "src/api/signed_url.cpp"
IDEMPOTENCY = "src/api/middleware/idempotency.cpp"
AUTHORISE = "src/api/middleware/authorise.cpp"
EVENTS = "src/api/resources/event_stream.cpp"
API_KEYS = "src/identity/api_keys.cpp"
VERIFIER = "src/identity/token_verifier.cpp"
USERS = "src/identity/users.cpp"

ONE_FILE = Edit(DATABASES,
                'const auto directory = options_.data / "tenants" / tenant.str();\n    for (const auto& path',
                'const auto directory = options_.data / "tenants" / "shared";\n    for (const auto& path')

ONE_KEY = (
    Edit(KEY_SERVICE,
         """Result<DataKey> KeyService::current(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    const auto ring = ring_of(tenant);""",
         """Result<DataKey> KeyService::current(const TenantId& claimed) {
    const std::lock_guard lock(mutex_);
    const TenantId tenant = claimed.empty() ? claimed : ports::system_keys();
    const auto ring = ring_of(tenant);"""),
    Edit(KEY_SERVICE,
         """Result<DataKey> KeyService::find(const TenantId& tenant, const std::string& key_id) {
    const std::lock_guard lock(mutex_);
    const auto ring = ring_of(tenant);""",
         """Result<DataKey> KeyService::find(const TenantId& tenant, const std::string& key_id) {
    const std::lock_guard lock(mutex_);
    const auto ring = ring_of(tenant.empty() ? tenant : ports::system_keys());"""),
)

NO_TENANT_IN_CONTEXT = Edit("src/crypto/sealed.cpp", "std::string_view(context.tenant.str())", "std::string_view()")

CURSOR_CONTEXT = Edit(CURSOR,
                      'return {tenant, "cursor", scope, "position"};',
                      'return {tenant.empty() ? tenant : TenantId(), "cursor", scope, "position"};')
CURSOR_KEY = (Edit(CURSOR, "keys_.current(tenant)", "keys_.current(ports::system_keys())"),
              Edit(CURSOR, "keys_.find(tenant, *id)", "keys_.find(ports::system_keys(), *id)"))

LINK_TEXT = Edit(SIGNED_URL, " std::string_view(target.tenant.str()),\n", "\n")
LINK_KEY = (Edit(SIGNED_URL, "keys_.current(target.tenant)", "keys_.current(ports::system_keys())"),
            Edit(SIGNED_URL, "keys_.find(target->tenant, id->second)", "keys_.find(ports::system_keys(), id->second)"))

KEY_HASH = Edit(API_KEYS, r'"bespoke api key 1\n{}\n{}", tenant.str(), id.str()', r'"bespoke api key 1\n{}\n{}", tenant.empty(), id.str()')
KEY_OF_ANYBODY = Edit(API_KEYS,
                      "    const auto record = parts_.store.get(claimed, RecordKind::ApiKey, claimed_id);\n",
                      """    auto record = parts_.store.get(claimed, RecordKind::ApiKey, claimed_id);
    const auto all = parts_.tenants.list();
    for (const auto& other : *all) {
        if (record && !*record) record = parts_.store.get(other.id, RecordKind::ApiKey, claimed_id);
    }
""")

STORAGE = (
    Mutant("one-database-file", (ONE_FILE,)),
    Mutant("one-open-database", (Edit(DATABASES, "auto& slot = slots_[tenant];",
                                      'auto& slot = slots_[tenant.empty() ? tenant : TenantId("shared")];'),)),
    Mutant("one-directory-of-blobs", (Edit(BLOBS, 'return root_ / "tenants" / tenant.str() / "blobs";',
                                           'return root_ / "tenants" / (tenant.empty() ? "none" : "shared") / "blobs";'),)),
    Mutant("one-place-in-the-vector-cache", (Edit("src/adapters/local/vector_index.cpp", "auto& slot = slots_[tenant];",
                                                  'auto& slot = slots_[tenant.empty() ? tenant : TenantId("shared")];'),),
           held_by="no operation leads to a search; the vector index's contract tests keep this one"),
)

SEALING = (
    Mutant("tenant-not-in-seal-context", (NO_TENANT_IN_CONTEXT,), held_by="a key and a file for each tenant"),
    Mutant("tenant-not-in-blob-context",
           (Edit("src/adapters/local/sealed_blob_store.cpp", '{ return {tenant, "blob", key.str(), "content"}; }',
                 '{ return {tenant.empty() ? tenant : TenantId(), "blob", key.str(), "content"}; }'),),
           held_by="a key and a directory for each tenant"),
    Mutant("one-data-key", ONE_KEY, held_by="the tenant in each seal's context, and a file for each tenant"),
    Mutant("one-data-key-and-no-context", (*ONE_KEY, NO_TENANT_IN_CONTEXT)),
    Mutant("one-file-one-key-no-context", (ONE_FILE, *ONE_KEY, NO_TENANT_IN_CONTEXT)),
    Mutant("keys-of-all-tenants-read", (Edit(SYSTEM_STORE, 'FROM wrapped_key WHERE tenant = ? ORDER "',
                                             'FROM wrapped_key WHERE tenant = ? OR 1 ORDER "'),)),
    Mutant("keys-of-all-tenants-destroyed", (Edit(SYSTEM_STORE, '"DELETE FROM wrapped_key WHERE tenant = ?"',
                                                  '"DELETE FROM wrapped_key WHERE tenant = ? OR 1"'),)),
)

INTERFACE = (
    Mutant("cursor-without-tenant", (CURSOR_CONTEXT,), held_by="a key for each tenant"),
    Mutant("cursor-under-one-key", CURSOR_KEY, held_by="the tenant in the cursor's context"),
    Mutant("cursor-without-tenant-or-key", (CURSOR_CONTEXT, *CURSOR_KEY)),
    Mutant("event-ids-in-the-clear",
           (Edit(EVENTS, "const auto id = parts_.cursors.seal(tenant_, kEventScope, std::to_string(event.sequence));",
                 "const std::optional<std::string> id(std::to_string(event.sequence));"),
            Edit(EVENTS, "const auto position = parts.cursors.open(call.tenant(), kEventScope, *id);",
                 "const Result<std::string> position(*id);"))),
    Mutant("link-without-tenant", (LINK_TEXT,), held_by="a key for each tenant"),
    Mutant("link-under-one-key", LINK_KEY, held_by="the tenant in the signed text"),
    Mutant("link-without-tenant-or-key", (LINK_TEXT, *LINK_KEY)),
    Mutant("link-not-compared", (Edit(SIGNED_URL, "if (!crypto::equal(as_bytes(wanted), as_bytes(query)))",
                                      "if (wanted.size() != query.size())"),)),
    Mutant("idempotency-records-in-one-store",
           (Edit(IDEMPOTENCY, "const auto& tenant = exchange.call.tenant();\n    auto found",
                 'const TenantId tenant(exchange.call.tenant().empty() ? "" : "alice");\n    auto found'),
            Edit(IDEMPOTENCY, "const auto& tenant = exchange.call.tenant();\n    Status settled;",
                 'const TenantId tenant(exchange.call.tenant().empty() ? "" : "alice");\n    Status settled;'))),
    Mutant("idempotency-in-flight-for-all", (Edit(IDEMPOTENCY, "name_(tenant.str(), id.str())",
                                                  'name_(tenant.empty() ? "none" : "", id.str())'),)),
    Mutant("header-may-name-a-tenant", (Edit(AUTHORISE, "if (named && *named != principal->tenant.str())",
                                             "if (named && named->empty())"),)),
    Mutant("header-decides-the-tenant",
           (Edit(AUTHORISE, "const auto& principal = exchange.call.principal;", "auto& principal = exchange.call.principal;"),
            Edit(AUTHORISE, 'const auto named = exchange.request.headers.get("X-Tenant-Id");',
                 'const auto named = exchange.request.headers.get("X-Tenant-Id");\n'
                 "    if (named) principal->tenant = TenantId(std::string(*named));"))),
    Mutant("one-bucket-for-all", (Edit("src/api/rate_limits.cpp", 'fmt::format("{} {}", what, tenant.str())',
                                       'fmt::format("{} {}", what, tenant.empty())'),)),
    Mutant("one-audit-log", (Edit("src/api/middleware/audit.cpp", "store_.commit(tenant, batch)",
                                  'store_.commit(TenantId("alice"), batch)'),)),
)

IDENTITY = (
    Mutant("api-key-hash-without-tenant", (KEY_HASH,), held_by="the key is looked for in the named tenant alone"),
    Mutant("api-key-of-any-tenant", (KEY_OF_ANYBODY,), held_by="the tenant in what is hashed"),
    Mutant("api-key-of-any-tenant-and-hash-without", (KEY_OF_ANYBODY, KEY_HASH)),
    Mutant("api-key-secret-not-compared", (Edit(API_KEYS, 'if (!matches(found, hash, now)) return',
                                                "(void)matches(found, hash, now);\n    if (found == nullptr) return"),)),
    Mutant("token-signature-not-checked", (Edit(VERIFIER, 'if (!identity::verify(*jws, *key)) return refuse_token("signature");',
                                                "(void)identity::verify(*jws, *key);"),)),
    Mutant("token-account-not-asked", (Edit(VERIFIER, "if (checked && token.source == kBuiltIn) checked",
                                            "if (checked && token.source == kBuiltIn && text.empty()) checked"),),
           held_by="the signature over tenant and account"),
    Mutant("token-cache-by-header", (Edit(VERIFIER, "    auto token = impl_->check(bearer, sha256_hex(as_bytes(bearer)), deadline);",
                                          "    auto token = impl_->check(bearer, sha256_hex(as_bytes(bearer.substr(0, bearer.find('.')))), "
                                          "deadline);"),)),
    Mutant("login-index-without-tenant", (Edit(USERS, r'crypto::hmac_sha256(key, as_bytes(fmt::format("{}\n{}", tenant.str(),',
                                               r'crypto::hmac_sha256(key, as_bytes(fmt::format("{}\n{}", tenant.empty(),'),),
           held_by="an index key and a file for each tenant"),
    Mutant("password-not-compared", (Edit(USERS, "if (!found || !right || !tenant_active)",
                                          "if (!found || (!right && !found) || !tenant_active)"),)),
    Mutant("lock-out-for-all-tenants", (Edit(USERS, r'const auto name = sha256_hex(as_bytes(fmt::format("{}\n{}", tenant.str(),',
                                             r'const auto name = sha256_hex(as_bytes(fmt::format("{}\n{}", tenant.empty(),'),)),
)

LIFE = (
    Mutant("receipt-of-any-erasure", (Edit("src/service/erasure.cpp", "const auto done = history->done.find(tenant);",
                                           "const auto done = history->done.begin();"),)),
    Mutant("erasure-stops-tasks-of-all", (Edit("src/engine/executor.cpp", "if (slot->claim.tenant == tenant && (job.empty()",
                                               "if (!tenant.empty() && (job.empty()"),),
           held_by="the journal: a job whose task was stopped is taken up again"),
)

MUTANTS = STORAGE + SEALING + INTERFACE + IDENTITY + LIFE
