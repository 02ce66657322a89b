import { App, Tags } from "aws-cdk-lib";
import { ComputeStack } from "./compute/compute_stack";
import { DataStack } from "./data/data_stack";
import { IdentityStack } from "./identity/identity_stack";
import { ObservabilityStack } from "./observability/observability_stack";
import { Settings } from "./settings";

export interface Stacks {
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly compute: ComputeStack;
  readonly observability: ObservabilityStack;
}

/** The four stacks, each knowing only those before it: data and users outlive what computes and what watches. */
export function makeStacks(app: App, settings: Settings, packagePath: string): Stacks {
  const common = { settings, env: { region: settings.region, account: settings.account } };
  const data = new DataStack(app, `${settings.name}Data`, { ...common, description: "Bespoke: keys, buckets, table, vectors" });
  const identity = new IdentityStack(app, `${settings.name}Identity`, { ...common, logsKey: data.keys.logs, description: "Bespoke: users" });
  const compute = new ComputeStack(app, `${settings.name}Compute`, { ...common, data, identity, packagePath, description: "Bespoke: API, functions, pipeline" });
  const observability = new ObservabilityStack(app, `${settings.name}Observability`, { ...common, data, identity, compute, description: "Bespoke: alarms, dashboard, trail" });
  Tags.of(app).add("application", settings.name);
  return { data, identity, compute, observability };
}
