import { ArnFormat, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import * as wafv2 from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import { Settings } from "../settings";
import { logRetention } from "./function_parts";

/** Resumes and postings are any text, HTML and paths among it, and nothing here runs them: rules on bodies count, they don't block. */
const countedOnly = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "EC2MetaDataSSRF_BODY"];

const visible = (metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty =>
  ({ metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false });

function managed(priority: number, name: string, counted: string[] = []): wafv2.CfnWebACL.RuleProperty {
  return {
    name, priority, overrideAction: { none: {} }, visibilityConfig: visible(name),
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS", name,
        ...(counted.length > 0 && { ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })) }),
      },
    },
  };
}

/** In front of the API: known bad addresses and inputs, and a bound on what one address may ask. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, stageArn: string, logsKey: kms.IKey, settings: Settings) {
    super(scope, id);
    const acl = new wafv2.CfnWebACL(this, "Acl", {
      scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig: visible("Bespoke"),
      rules: [
        {
          name: "RequestsOfOneAddress", priority: 0, action: { block: { customResponse: { responseCode: 429 } } }, visibilityConfig: visible("RequestsOfOneAddress"),
          statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: settings.api.requestsPerAddress } },
        },
        managed(1, "AWSManagedRulesAmazonIpReputationList"),
        managed(2, "AWSManagedRulesKnownBadInputsRuleSet"),
        managed(3, "AWSManagedRulesCommonRuleSet", countedOnly),
      ],
    });
    new wafv2.CfnWebACLAssociation(this, "Association", { resourceArn: stageArn, webAclArn: acl.attrArn });
    this.log(acl, logsKey, settings);
  }

  private log(acl: wafv2.CfnWebACL, logsKey: kms.IKey, settings: Settings): void {
    const log = new logs.LogGroup(this, "Log", {
      logGroupName: `aws-waf-logs-${settings.name.toLowerCase()}`,  // the service takes no other beginning
      encryptionKey: logsKey, retention: logRetention(settings.retentionDays.logs), removalPolicy: RemovalPolicy.DESTROY,
    });
    new wafv2.CfnLoggingConfiguration(this, "Logging", {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [Stack.of(this).formatArn({ service: "logs", resource: "log-group", resourceName: log.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
      redactedFields: ["authorization", "x-api-key", "cookie"].map((name) => ({ singleHeader: { Name: name } })),
    });
  }
}
