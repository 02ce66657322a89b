import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CfnOutput, Duration, RemovalPolicy, Stack, StackProps } from "aws-cdk-lib";
import * as cognito from "aws-cdk-lib/aws-cognito";
import * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { functionLog, functionRole } from "../compute/function_parts";
import { projectRoot } from "../project";
import { Settings } from "../settings";

/** Who people are. Groups are roles: viewer, editor, admin. */
export class IdentityStack extends Stack {
  readonly pool: cognito.UserPool;
  readonly client: cognito.UserPoolClient;
  /** Puts the tenant into tokens. */
  readonly trigger: lambda.Function;
  /** For operators: only who may call cognito-idp:AdminInitiateAuth in this account signs anybody in with it. */
  readonly operatorClient: cognito.UserPoolClient;

  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings; logsKey: kms.IKey }) {
    super(scope, id, { ...props, terminationProtection: true });
    this.pool = this.makePool(props.settings);
    this.trigger = this.makeTrigger(props);
    this.pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, this.trigger, cognito.LambdaVersion.V2_0);
    for (const group of ["viewer", "editor", "admin"])
      new cognito.CfnUserPoolGroup(this, `Group-${group}`, { userPoolId: this.pool.userPoolId, groupName: group });
    this.client = this.makeClient(props.settings);
    if (props.settings.webApp) this.pool.addDomain("Pages", { cognitoDomain: { domainPrefix: props.settings.webApp.domainPrefix } });
    this.operatorClient = this.pool.addClient("Operator", {
      ...tokens, generateSecret: false, disableOAuth: true, authFlows: { adminUserPassword: true }, readAttributes: readable(), writeAttributes: writable(),
    });
    new CfnOutput(this, "OperatorClientId", { value: this.operatorClient.userPoolClientId });
    new CfnOutput(this, "UserPoolId", { value: this.pool.userPoolId });
    new CfnOutput(this, "UserPoolClientId", { value: this.client.userPoolClientId });
  }

  private makePool(settings: Settings): cognito.UserPool {
    return new cognito.UserPool(this, "Users", {
      userPoolName: `${settings.name}-users`,
      featurePlan: cognito.FeaturePlan.PLUS,
      standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: { minLength: 12, requireDigits: true, requireLowercase: true, requireUppercase: true, requireSymbols: true, tempPasswordValidity: Duration.days(3) },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      // Immutable: set when an administrator makes the user, and by nobody afterwards.
      customAttributes: { tenantId: new cognito.StringAttribute({ mutable: false, minLen: 1, maxLen: 63 }) },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private makeClient(settings: Settings): cognito.UserPoolClient {
    const web = settings.webApp;
    return this.pool.addClient("Web", {
      ...tokens, generateSecret: false, authFlows: { userSrp: true }, readAttributes: readable(), writeAttributes: writable(),
      ...(web
        ? { oAuth: { flows: { authorizationCodeGrant: true }, scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL], callbackUrls: [...web.callbackUrls], logoutUrls: [...web.logoutUrls] } }
        : { disableOAuth: true }),
    });
  }

  private makeTrigger(props: { settings: Settings; logsKey: kms.IKey }): lambda.Function {
    const logGroup = functionLog(this, "PreTokenLog", props.logsKey, props.settings);
    return new lambda.Function(this, "PreToken", {
      description: "Puts the tenant into the tokens",
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: "index.handler",
      code: lambda.Code.fromInline(readFileSync(join(projectRoot, "deploy/aws/lib/identity/pre_token.js"), "utf8")),
      timeout: Duration.seconds(5),
      role: functionRole(this, "PreTokenRole", logGroup),
      logGroup,
    });
  }
}

const tokens = {
  preventUserExistenceErrors: true, enableTokenRevocation: true,
  accessTokenValidity: Duration.hours(1), idTokenValidity: Duration.hours(1), refreshTokenValidity: Duration.days(7),
};
const readable = () => new cognito.ClientAttributes().withStandardAttributes({ email: true, emailVerified: true, fullname: true }).withCustomAttributes("tenantId");
/** The name and nothing else: who could write `custom:tenantId` would choose the tenant. */
const writable = () => new cognito.ClientAttributes().withStandardAttributes({ fullname: true });
