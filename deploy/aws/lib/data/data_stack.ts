import { CfnOutput, Stack, StackProps } from "aws-cdk-lib";
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
    this.tell();
  }

  /** What the smoke suite and an operator ask for. */
  private tell(): void {
    const values: Record<string, string | undefined> = {
      DataBucket: this.buckets.data.bucketName, QuarantineBucket: this.buckets.quarantine.bucketName, LedgerBucket: this.buckets.ledger.bucketName,
      TableName: this.table.table.ref, TenantsKeyArn: this.keys.tenants.keyArn, CollectionId: this.search?.collection.attrId,
    };
    for (const [name, value] of Object.entries(values)) if (value !== undefined) new CfnOutput(this, name, { value });
  }
}
