import { Stack, StackProps } from "aws-cdk-lib";
import { Construct } from "constructs";
import { Settings } from "../settings";
import { Buckets } from "./buckets";
import { Keys } from "./keys";
import { Search } from "./search";
import { Table } from "./table";

/** All that has to outlive everything else: keys, buckets, the table, the vectors. Knows nothing of who uses it. */
export class DataStack extends Stack {
  readonly keys: Keys;
  readonly buckets: Buckets;
  readonly table: Table;
  readonly search?: Search;

  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings }) {
    super(scope, id, { ...props, terminationProtection: true });
    this.keys = new Keys(this, "Keys");
    this.buckets = new Buckets(this, "Buckets", this.keys, props.settings);
    this.table = new Table(this, "Records", this.keys);
    if (props.settings.search.use === "on") this.search = new Search(this, "Search", this.keys, props.settings);
  }
}
