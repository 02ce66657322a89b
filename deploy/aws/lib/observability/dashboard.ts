import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { ComputeStack } from "../compute/compute_stack";
import { stageFunctions } from "../compute/functions";
import { Settings } from "../settings";
import { Alarms } from "./alarms";

const five = Duration.minutes(5);

/** A metric of the program itself (src/telemetry/metrics_table.cpp), all its label sets. */
function search(metric: string, dimensions: string, statistic: string, label = ""): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    expression: `SEARCH('{Bespoke,${dimensions}} MetricName="${metric}"', '${statistic}', 300)`, label, period: five, usingMetrics: {},
  });
}

/** Insights over the lines that the functions write: what must not be a dimension, since each value of one is paid for. */
function byTenant(title: string, logGroupNames: string[], what: string, metric: string): cloudwatch.LogQueryWidget {
  return new cloudwatch.LogQueryWidget({
    title, logGroupNames, width: 12, height: 6, view: cloudwatch.LogQueryVisualizationType.TABLE,
    queryLines: [`filter ispresent(${metric}) and ispresent(tenantId)`, `stats sum(${metric}) as ${what} by tenantId`, `sort ${what} desc`, "limit 50"],
  });
}

const graph = (title: string, left: cloudwatch.IMetric[], more: Partial<cloudwatch.GraphWidgetProps> = {}) =>
  new cloudwatch.GraphWidget({ title, left, width: 12, height: 6, ...more });

/** One page: jobs, stages, models and money, queues. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, private readonly compute: ComputeStack, alarms: Alarms, settings: Settings) {
    super(scope, id);
    const dashboard = new cloudwatch.Dashboard(this, "Dashboard", { dashboardName: settings.name, defaultInterval: Duration.hours(12) });
    dashboard.addWidgets(new cloudwatch.AlarmStatusWidget({ title: "Alarms", alarms: alarms.alarms, width: 24, height: 4 }));
    dashboard.addWidgets(this.jobs(), this.queues());
    dashboard.addWidgets(this.stageLatency(), graph("Attempts at stages by outcome", [search("bespoke_stage_seconds", "Function,stage,outcome", "SampleCount")]));
    dashboard.addWidgets(
      graph("Model tokens", [search("bespoke_model_tokens_total", "Function,direction", "Sum")]),
      graph("Model cost, USD", [search("bespoke_model_cost_usd_total", "Function", "Sum")]),
    );
    const spenders = ["generate", "embed", "retrieve", "validate", "persist"].map((name) => compute.part(name).function.logGroup.logGroupName);
    dashboard.addWidgets(
      byTenant("Model tokens a tenant", spenders, "tokens", "bespoke_model_tokens_total"),
      byTenant("Model cost a tenant, USD", spenders, "usd", "bespoke_model_cost_usd_total"),
    );
    dashboard.addWidgets(this.requests(), this.throttles());
  }

  private jobs() {
    const states = this.compute.pipeline.stateMachine;
    const sum = { period: five, statistic: "Sum" };
    return graph("Jobs by state", [
      states.metricStarted({ ...sum, label: "started" }), states.metricSucceeded({ ...sum, label: "succeeded" }), states.metricFailed({ ...sum, label: "rejected or dead" }),
      states.metricAborted({ ...sum, label: "cancelled" }), states.metricTimedOut({ ...sum, label: "timed out" }),
    ], { right: [search("bespoke_dead_jobs", "Function", "Maximum", "dead, kept")] });
  }

  private queues() {
    const highest = { period: five, statistic: "Maximum" };
    const { deadLetters, failedEvents, missedChores, undelivered } = this.compute.queues;
    return graph("Waiting for an operator", [
      deadLetters.metricApproximateNumberOfMessagesVisible({ ...highest, label: "dead letters" }),
      failedEvents.metricApproximateNumberOfMessagesVisible({ ...highest, label: "failed events" }),
      missedChores.metricApproximateNumberOfMessagesVisible({ ...highest, label: "missed chores" }),
      undelivered.metricApproximateNumberOfMessagesVisible({ ...highest, label: "undelivered events" }),
    ]);
  }

  private stageLatency() {
    return graph("Stage latency, p95, ms", stageFunctions.map((s) => this.compute.part(s.name).function.metricDuration({ period: five, statistic: "p95", label: s.name })));
  }

  private requests() {
    const rest = this.compute.api.rest;
    const sum = { period: five, statistic: "Sum" };
    return graph("Requests", [rest.metricCount({ ...sum, label: "all" }), rest.metricClientError({ ...sum, label: "4xx" }), rest.metricServerError({ ...sum, label: "5xx" })],
      { right: [rest.metricLatency({ period: five, statistic: "p95", label: "p95, ms" })] });
  }

  private throttles() {
    const sum = { period: five, statistic: "Sum" };
    return graph("Throttles", [
      ...[...this.compute.functions].map(([name, fn]) => fn.function.metricThrottles({ ...sum, label: name })),
      this.compute.pipeline.stateMachine.metricThrottled({ ...sum, label: "Step Functions" }),
    ]);
  }
}
