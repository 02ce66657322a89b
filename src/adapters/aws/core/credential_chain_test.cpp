#include "adapters/aws/core/credential_chain.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "adapters/aws/core/client_for_test.hpp"
#include "adapters/aws/core/endpoint_credentials.hpp"

namespace bespoke::adapters::aws {
namespace {

namespace fs = std::filesystem;
using testing::answer;
using testing::HttpServer;
using testing::Script;
using testing::SeenRequest;
using testing::SteppedClock;

constexpr const char* kJsonKeys =
    R"({"Code":"Success","AccessKeyId":"AKJSON","SecretAccessKey":"s","Token":"t","Expiration":"2026-01-02T09:00:00Z"})";

std::string sts_reply(const std::string& action, const std::string& id) {
    return fmt::format(
        "<{0}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{0}Result><Credentials><AccessKeyId>{1}</AccessKeyId>"
        "<SecretAccessKey>s&amp;x</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2026-01-02T04:04:05Z</Expiration>"
        "</Credentials></{0}Result></{0}Response>",
        action, id);
}

/// An environment, a folder for its files, and a chain that knows nothing else. Nothing of it reaches beyond this machine.
class Chain : public ::testing::Test {
protected:
    void SetUp() override {
        auto pattern = (fs::temp_directory_path() / "bespoke-chain-XXXXXX").string();
        directory = ::mkdtemp(pattern.data());
        set = {{"HOME", directory.string()}, {"AWS_EC2_METADATA_DISABLED", "true"}};
    }
    void TearDown() override { fs::remove_all(directory); }
    std::string write(const std::string& name, const std::string& text) {
        const auto path = directory / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path.string();
    }
    Endpoints::Environment environment() {
        return [this](const std::string& name) {
            const auto found = set.find(name);
            return found == set.end() ? std::nullopt : std::optional(found->second);
        };
    }
    Result<Credentials> keys() {
        return CredentialChain({.environment = environment(), .region = "eu-west-1", .ca_file = {}}, clock)
            .credentials(Caller::service());
    }
    std::string key_id() {
        const auto got = keys();
        return got ? got->access_key_id : got.error().reason + ": " + got.error().detail;
    }
    fs::path directory;
    std::map<std::string, std::string> set;
    SteppedClock clock;
};

TEST_F(Chain, TakesTheEnvironmentFirst) {
    write(".aws/credentials", "[default]\naws_access_key_id = AKFILE\naws_secret_access_key = s\n");
    set["AWS_ACCESS_KEY_ID"] = "AKENV";
    set["AWS_SECRET_ACCESS_KEY"] = "s";
    set["AWS_SESSION_TOKEN"] = "t";
    const auto got = keys();
    ASSERT_TRUE(got);
    EXPECT_EQ(got->access_key_id, "AKENV");
    EXPECT_EQ(got->session_token, "t");
    EXPECT_FALSE(got->expires);
}

TEST_F(Chain, HalfAnIdentityIsNotSkipped) {
    write(".aws/credentials", "[default]\naws_access_key_id = AKFILE\naws_secret_access_key = s\n");
    set["AWS_ACCESS_KEY_ID"] = "AKENV";
    EXPECT_EQ(key_id(), "aws-credentials: environment: AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY");
}

TEST_F(Chain, WithoutAnythingSaysWhatItLookedFor) {
    EXPECT_EQ(key_id(), "aws-credentials: neither environment, web identity, shared files, container nor instance give keys");
    EXPECT_EQ(keys().error().code, ErrorCode::Unavailable);
}

TEST_F(Chain, GivesTenantsNothing) {
    set["AWS_ACCESS_KEY_ID"] = "AKENV";
    set["AWS_SECRET_ACCESS_KEY"] = "s";
    CredentialChain chain({.environment = environment(), .region = "eu-west-1", .ca_file = {}}, clock);
    const auto got = chain.credentials(Caller::tenant(TenantId("a")));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, ErrorCode::Internal);
}

TEST_F(Chain, ReadsSharedFilesAndTheCredentialsFileWins) {
    write(".aws/config",
          "# mine\n[default]\nregion = eu-north-1 ; cold\naws_access_key_id=AKCONFIG\naws_secret_access_key=s\ns3 =\n  "
          "aws_access_key_id = AKNESTED\n[profile other]\nregion=us-west-2\n[sso-session other]\naws_access_key_id=AKSSO\n");
    EXPECT_EQ(key_id(), "AKCONFIG");
    write(".aws/credentials",
          "[default]\r\naws_access_key_id = AKFILE\r\naws_secret_access_key = "
          "s\r\n[other]\naws_access_key_id=AKOTHER\naws_secret_access_key=s#x\n");
    EXPECT_EQ(key_id(), "AKFILE");
    EXPECT_EQ(configured_region(environment()), "eu-north-1");
    set["AWS_PROFILE"] = "other";
    EXPECT_EQ(key_id(), "AKOTHER");
    EXPECT_EQ(keys()->secret_access_key, "s#x");
    EXPECT_EQ(configured_region(environment()), "us-west-2");
    set["AWS_DEFAULT_REGION"] = "ap-south-1";
    EXPECT_EQ(configured_region(environment()), "ap-south-1");
    set["AWS_REGION"] = "sa-east-1";
    EXPECT_EQ(configured_region(environment()), "sa-east-1");
    set["AWS_PROFILE"] = "missing";
    EXPECT_EQ(key_id(), "aws-credentials: shared files: no keys for the profile of AWS_PROFILE");
}

TEST_F(Chain, AssumesAProfilesRoleWithItsSourcesKeys) {
    HttpServer sts([](const SeenRequest&, int) { return answer(200, sts_reply("AssumeRole", "AKROLE")); });
    set["AWS_ENDPOINT_URL_STS"] = sts.origin();
    write(".aws/credentials", "[base]\naws_access_key_id = AKBASE\naws_secret_access_key = s\n");
    write(".aws/config",
          "[profile base]\n[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\nexternal_id = "
          "e\nrole_session_name = me\n");
    const auto got = keys();
    ASSERT_TRUE(got) << got.error().detail;
    EXPECT_EQ(got->access_key_id, "AKROLE");
    EXPECT_EQ(got->secret_access_key, "s&x");
    EXPECT_EQ(got->expires, from_millis(1'767'326'645'000));
    const auto request = sts.seen().at(0);
    EXPECT_EQ(
        request.body,
        "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&RoleSessionName=me&DurationSeconds=3600&"
        "ExternalId=e");
    EXPECT_NE(request.header("authorization").find("Credential=AKBASE/20260102/eu-west-1/sts/"), std::string::npos);
}

TEST_F(Chain, ProfilesThatAreEachOthersSourceEnd) {
    write(".aws/config",
          "[default]\nrole_arn=r\nsource_profile=b\n[profile b]\nrole_arn=r\nsource_profile=c\n[profile "
          "c]\nrole_arn=r\nsource_profile=b\n");
    EXPECT_EQ(key_id(), "aws-credentials: shared files: profiles that are each other's source");
    write(".aws/config", "[default]\nrole_arn=r\n");
    EXPECT_EQ(key_id(), "aws-credentials: shared files: a role without a source that has keys");
}

TEST_F(Chain, AProfileMayBeItsOwnSource) {
    HttpServer sts([](const SeenRequest&, int) { return answer(200, sts_reply("AssumeRole", "AKROLE")); });
    set["AWS_ENDPOINT_URL_STS"] = sts.origin();
    write(".aws/config", "[default]\nrole_arn=r\nsource_profile=default\naws_access_key_id=AKSELF\naws_secret_access_key=s\n");
    EXPECT_EQ(key_id(), "AKROLE");
    EXPECT_NE(sts.seen().at(0).header("authorization").find("AKSELF/"), std::string::npos);
}

TEST_F(Chain, ExchangesAWebIdentityTokenWithoutSigning) {
    HttpServer sts([](const SeenRequest&, int number) {
        return number == 0 ? answer(503, "") : answer(200, sts_reply("AssumeRoleWithWebIdentity", "AKWEB"));
    });
    set["AWS_ENDPOINT_URL"] = sts.origin();
    set["AWS_ROLE_ARN"] = "arn";
    set["AWS_WEB_IDENTITY_TOKEN_FILE"] = write("token", "a.b.c\n");
    EXPECT_EQ(key_id(), "AKWEB");
    const auto request = sts.seen().at(1);
    EXPECT_EQ(request.header("authorization"), "");
    EXPECT_EQ(request.body,
              "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn&RoleSessionName=bespoke-1767323045000&"
              "WebIdentityToken=a.b.c");
}

TEST_F(Chain, ARefusedWebIdentityIsTheEndOfIt) {
    HttpServer sts([](const SeenRequest&, int) {
        return answer(400, "<ErrorResponse><Error><Code>InvalidIdentityToken</Code><Message>m</Message></Error></ErrorResponse>");
    });
    set["AWS_ENDPOINT_URL"] = sts.origin();
    set["AWS_ROLE_ARN"] = "arn";
    set["AWS_WEB_IDENTITY_TOKEN_FILE"] = write("token", "a.b.c");
    write(".aws/credentials", "[default]\naws_access_key_id = AKFILE\naws_secret_access_key = s\n");
    EXPECT_NE(key_id().find("InvalidIdentityToken"), std::string::npos);
    EXPECT_EQ(sts.seen().size(), 1U);
    set["AWS_WEB_IDENTITY_TOKEN_FILE"] = directory / "missing";
    EXPECT_EQ(key_id(), "aws-credentials: web identity: the token file can't be read");
    set.erase("AWS_ROLE_ARN");
    EXPECT_EQ(key_id(), "aws-credentials: web identity: AWS_ROLE_ARN is not set");
}

TEST_F(Chain, AsksTheContainersEndpointWithTheTokenOfTheMoment) {
    HttpServer container([](const SeenRequest&, int number) { return number == 0 ? answer(500, "") : answer(200, kJsonKeys); });
    set["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = container.origin() + "/v1/credentials?id=1";
    set["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "from-environment";
    CredentialChain chain({.environment = environment(), .region = "eu-west-1", .ca_file = {}}, clock);
    const auto got = chain.credentials(Caller::service());
    ASSERT_TRUE(got) << got.error().detail;
    EXPECT_EQ(got->access_key_id, "AKJSON");
    EXPECT_EQ(got->expires, from_millis(1'767'344'400'000));
    set["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = write("token", "from-file-1");
    chain.refused(Caller::service(), "AKJSON");
    EXPECT_TRUE(chain.credentials(Caller::service()));
    write("token", "from-file-2");
    chain.refused(Caller::service(), "AKJSON");
    EXPECT_TRUE(chain.credentials(Caller::service()));
    std::vector<std::string> tokens;
    for (const auto& request : container.seen()) {
        EXPECT_EQ(request.method + " " + request.target, "GET /v1/credentials?id=1");
        tokens.push_back(request.header("authorization"));
    }
    EXPECT_EQ(tokens, (std::vector<std::string>{"from-environment", "from-environment", "from-file-1", "from-file-2"}));
}

TEST_F(Chain, AContainersTokenCantBecomeAnotherHeader) {
    HttpServer container([](const SeenRequest&, int) { return answer(200, kJsonKeys); });
    set["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = container.origin();
    set["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "a\r\nX: y";
    EXPECT_EQ(key_id(), "aws-credentials: the container's token is malformed");
    set["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = directory / "missing";
    EXPECT_EQ(key_id(), "aws-credentials: AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE can't be read");
    EXPECT_TRUE(container.seen().empty());
}

TEST_F(Chain, AsksTheInstanceByVersionTwoOfItsServiceOnly) {
    HttpServer instance([](const SeenRequest& request, int) {
        if (request.method == "PUT") return answer(200, "TOKEN");
        if (request.header("x-aws-ec2-metadata-token") != "TOKEN") return answer(401, "");
        return request.target.ends_with('/') ? answer(200, "my-role\nother") : answer(200, kJsonKeys);
    });
    set["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = instance.origin() + "/";
    EXPECT_EQ(key_id(), "aws-credentials: neither environment, web identity, shared files, container nor instance give keys");
    set.erase("AWS_EC2_METADATA_DISABLED");
    EXPECT_EQ(key_id(), "AKJSON");
    const auto seen = instance.seen();
    ASSERT_EQ(seen.size(), 3U);
    EXPECT_EQ(seen[0].method + " " + seen[0].target, "PUT /latest/api/token");
    EXPECT_EQ(seen[0].header("x-aws-ec2-metadata-token-ttl-seconds"), "21600");
    EXPECT_EQ(seen[2].target, "/latest/meta-data/iam/security-credentials/my-role");
}

TEST_F(Chain, AnInstanceThatKnowsNoTokensIsNotAskedWithoutOne) {
    HttpServer instance(
        [](const SeenRequest& request, int) { return request.method == "PUT" ? answer(405, "") : answer(200, "role"); });
    set.erase("AWS_EC2_METADATA_DISABLED");
    set["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = instance.origin();
    EXPECT_EQ(key_id(), "aws-credentials: instance: no token");
    EXPECT_EQ(instance.seen().size(), 1U);
}

TEST_F(Chain, AnInstancesRoleCantLeadElsewhere) {
    HttpServer instance([](const SeenRequest& request, int) {
        return request.method == "PUT" ? answer(200, "T") : answer(200, "../../user-data");
    });
    set.erase("AWS_EC2_METADATA_DISABLED");
    set["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = instance.origin();
    EXPECT_EQ(key_id(), "aws-credentials: instance: no role");
    EXPECT_EQ(instance.seen().size(), 2U);
}

TEST(ContainerUrl, IsHttpsOrNear) {
    for (const char* url :
         {"https://example.com/x", "http://127.0.0.1/x", "http://127.9.9.9:81/x", "http://localhost:9/x",
          "http://169.254.170.2/v2", "http://169.254.170.23/v1/credentials", "http://[fd00:ec2::23]/v1", "http://[::1]/"})
        EXPECT_TRUE(is_allowed_container_url(url)) << url;
    for (const char* url :
         {"http://example.com/x", "http://169.254.169.254/latest", "http://169.254.170.3/", "http://10.0.0.1/",
          "http://[fd00:ec2::24]/", "ftp://127.0.0.1/", "http://127.0.0.1@example.com/", "http://127.1/", "", "x"})
        EXPECT_FALSE(is_allowed_container_url(url)) << url;
}

}  // namespace
}  // namespace bespoke::adapters::aws
