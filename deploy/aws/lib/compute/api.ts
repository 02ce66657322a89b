import { Aws, CfnOutput, RemovalPolicy, Validations } from "aws-cdk-lib";
import * as apigateway from "aws-cdk-lib/aws-apigateway";
import * as acm from "aws-cdk-lib/aws-certificatemanager";
import * as cognito from "aws-cdk-lib/aws-cognito";
import * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { Settings } from "../settings";
import { logRetention } from "./function_parts";

const stageName = "live";

/** Not behind the gateway's authorizer: they say nothing of any tenant, or take credentials of their own. */
const open: readonly [path: string, method: string][] = [
  ["healthz", "GET"], ["readyz", "GET"], ["openapi.json", "GET"], [".well-known/jwks.json", "GET"],
  ["oauth2/token", "POST"], ["oauth2/revoke", "POST"],
];

/** The REST API: who, how fast, how much. What is asked is the function's to answer. */
export class Api extends Construct {
  readonly rest: apigateway.RestApi;
  readonly publicUrl: string;

  constructor(scope: Construct, id: string, private readonly settings: Settings, logsKey: kms.IKey) {
    super(scope, id);
    const log = new logs.LogGroup(this, "Log", {
      encryptionKey: logsKey, retention: logRetention(settings.retentionDays.logs), removalPolicy: RemovalPolicy.DESTROY,
    });
    this.rest = new apigateway.RestApi(this, "Rest", {
      restApiName: settings.name,
      description: "Bespoke",
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      disableExecuteApiEndpoint: settings.domain !== undefined,
      binaryMediaTypes: ["*/*"],
      // Without this role of the account, API Gateway writes no log at all.
      cloudWatchRole: true,
      deployOptions: {
        stageName, tracingEnabled: true, metricsEnabled: true,
        // Execution logs hold whole requests: access logs alone.
        loggingLevel: apigateway.MethodLoggingLevel.OFF, dataTraceEnabled: false,
        throttlingRateLimit: settings.api.requestsPerSecond, throttlingBurstLimit: settings.api.burst,
        accessLogDestination: new apigateway.LogGroupLogDestination(log),
        accessLogFormat: accessLine,
      },
    });
    // Not read off the stage: the function's environment would then wait for a stage that waits for the function.
    this.publicUrl = settings.domain ? `https://${settings.domain.name}` : `https://${this.rest.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/${stageName}`;
    acknowledgeGateway(this.rest);
  }

  /** Lead all requests to the function. */
  connect(handler: lambda.IFunction, pool: cognito.IUserPool): void {
    const integration = new apigateway.LambdaIntegration(handler, { proxy: true, allowTestInvoke: false });
    const resource = this.rest.root.addResource("v1").addResource("{proxy+}");
    resource.addMethod("ANY", integration, { ...this.guarded(pool), apiKeyRequired: this.settings.api.keys === "on" });
    const openMethods = [resource.addMethod("OPTIONS", integration)];
    for (const [path, method] of open) openMethods.push(this.rest.root.resourceForPath(path).addMethod(method, integration));
    for (const method of openMethods)
      acknowledge(method, ["AwsSolutions-APIG4", "AwsSolutions-COG4"], "Open to all by the OpenAPI document: preflight, health, public keys, and token requests that carry their own credentials.");
    if (this.settings.api.authorizer === "function")
      acknowledge(resource, ["AwsSolutions-APIG4", "AwsSolutions-COG4"], "The function verifies every token itself, of the user pool and of the built-in issuer; chosen in settings.json.");
    this.makeTiers();
    this.makeDomain();
  }

  private guarded(pool: cognito.IUserPool): apigateway.MethodOptions {
    if (this.settings.api.authorizer === "function") return {};
    const authorizer = new apigateway.CognitoUserPoolsAuthorizer(this, "Authorizer", { cognitoUserPools: [pool] });
    return { authorizer, authorizationType: apigateway.AuthorizationType.COGNITO };
  }

  /** A key says how much, never who: the tenant comes from the token alone. */
  private makeTiers(): void {
    for (const tier of this.settings.api.tiers) {
      this.rest.addUsagePlan(`Tier-${tier.name}`, {
        name: `${this.settings.name}-${tier.name}`,
        throttle: { rateLimit: tier.requestsPerSecond, burstLimit: tier.burst },
        quota: { limit: tier.requestsPerMonth, period: apigateway.Period.MONTH },
        apiStages: [{ api: this.rest, stage: this.rest.deploymentStage }],
      });
    }
  }

  private makeDomain(): void {
    const domain = this.settings.domain;
    if (!domain) return;
    const made = this.rest.addDomainName("Domain", {
      domainName: domain.name, certificate: acm.Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn),
      endpointType: apigateway.EndpointType.REGIONAL, securityPolicy: apigateway.SecurityPolicy.TLS_1_2,
    });
    new CfnOutput(this, "DomainTarget", { value: made.domainNameAliasDomainName, description: `CNAME of ${domain.name}` });
  }
}

/** No query, no body, no user: ids, times and what came of it. */
const accessLine = apigateway.AccessLogFormat.custom(JSON.stringify({
  requestId: apigateway.AccessLogField.contextRequestId(),
  trace: "$context.xrayTraceId",
  method: apigateway.AccessLogField.contextHttpMethod(),
  resource: apigateway.AccessLogField.contextResourcePath(),
  status: apigateway.AccessLogField.contextStatus(),
  milliseconds: apigateway.AccessLogField.contextResponseLatency(),
  bytes: apigateway.AccessLogField.contextResponseLength(),
  error: apigateway.AccessLogField.contextErrorResponseType(),
  wafAction: "$context.wafResponseCode",
}));

function acknowledge(construct: Construct, ids: string[], reason: string): void {
  Validations.of(construct).acknowledge(...ids.map((id) => ({ id, reason })));
}

function acknowledgeGateway(rest: apigateway.RestApi): void {
  acknowledge(rest, ["AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]"], "The one role with which API Gateway writes logs for the whole account and region, as it documents.");
  acknowledge(rest, ["AwsSolutions-APIG2"], "Requests are validated by the function against api/openapi.yaml, which the gateway's validator can't express (multipart bodies, formats).");
  acknowledge(rest.deploymentStage, ["AwsSolutions-APIG6"], "The gateway's execution logs would hold headers and bodies, which are personal; access logs are on.");
}

/** For policies about the stage. */
export const stageArn = (api: Api): string => `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}::/restapis/${api.rest.restApiId}/stages/${api.rest.deploymentStage.stageName}`;
