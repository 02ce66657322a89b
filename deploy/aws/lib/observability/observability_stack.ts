import { CfnOutput, Stack, StackProps } from "aws-cdk-lib";
import * as sns from "aws-cdk-lib/aws-sns";
import * as subscriptions from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { ComputeStack } from "../compute/compute_stack";
import { DataStack } from "../data/data_stack";
import { IdentityStack } from "../identity/identity_stack";
import { Settings } from "../settings";
import { Alarms } from "./alarms";
import { Dashboard } from "./dashboard";
import { Trail } from "./trail";

export interface ObservabilityStackProps extends StackProps {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly compute: ComputeStack;
}

/** What watches the others: nothing depends on it. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    const { settings, data, identity, compute } = props;
    const topic = new sns.Topic(this, "Alarming", { displayName: `${settings.name} alarms`, masterKey: data.keys.store, enforceSSL: true });
    if (settings.alarmEmail) topic.addSubscription(new subscriptions.EmailSubscription(settings.alarmEmail));
    const alarms = new Alarms(this, "Alarms", compute, identity, topic);
    new Dashboard(this, "Overview", compute, alarms, settings);
    new Trail(this, "Trail", data, compute.part("admin").function, settings);
    new CfnOutput(this, "AlarmTopicArn", { value: topic.topicArn });
  }
}
