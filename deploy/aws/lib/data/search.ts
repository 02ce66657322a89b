import { CfnDeletionPolicy, Stack } from "aws-cdk-lib";
import * as aoss from "aws-cdk-lib/aws-opensearchserverless";
import { Construct } from "constructs";
import { Settings } from "../settings";
import { Keys } from "./keys";

/** OpenSearch Serverless: a collection for vectors and words. Who may do what in which index is said where the roles are made. */
export class Search extends Construct {
  readonly collection: aoss.CfnCollection;

  constructor(scope: Construct, id: string, keys: Keys, settings: Settings) {
    super(scope, id);
    const name = `${settings.name.toLowerCase()}-vectors`;
    const resource = [{ ResourceType: "collection", Resource: [`collection/${name}`] }];
    const encryption = new aoss.CfnSecurityPolicy(this, "Encryption", {
      name, type: "encryption", policy: this.json({ Rules: resource, AWSOwnedKey: false, KmsARN: keys.store.keyArn }),
    });
    // Reached over its public end point by signed requests: the functions stand in no VPC. Its dashboard is not opened.
    const network = new aoss.CfnSecurityPolicy(this, "Network", {
      name, type: "network", policy: this.json([{ Rules: resource, AllowFromPublic: true }]),
    });
    this.collection = new aoss.CfnCollection(this, "Collection", {
      name, type: "VECTORSEARCH", standbyReplicas: settings.search.standby === "on" ? "ENABLED" : "DISABLED",
      description: "Bespoke: what resumes and job descriptions say, by meaning and by words",
    });
    this.collection.addResourceDependency(encryption);
    this.collection.addResourceDependency(network);
    this.collection.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    this.collection.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  }

  private json(value: unknown): string {
    return Stack.of(this).toJsonString(value);
  }
}

/** Name of the index that tenants share, and of a tenant's own. */
export const sharedIndex = "chunks";
export const ownIndex = (tenant: string): string => `chunks-${tenant}`;
