import { Deployment, StackName, stackNames } from "./deployment";
import { Resolver } from "./resolving";

export type Condition = Record<string, Record<string, string | string[]>>;
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly NotResource?: string | string[];
  readonly Condition?: Condition;
}
export interface Document { readonly Version: "2012-10-17"; readonly Statement: Statement[] }

const documentOf = (statements: Statement[]): Document => ({ Version: "2012-10-17", Statement: statements });

/** Every policy of a deployment, with made-up names in it. */
export class Policies {
  private readonly resolver: Resolver;
  constructor(private readonly deployment: Deployment) {
    this.resolver = new Resolver(deployment);
  }

  /** Ids of all roles. */
  roles(): string[] {
    return this.deployment.all("AWS::IAM::Role").map(([id]) => id);
  }
  /** What a role may do: the policies attached to it. */
  ofRole(role: string): Document {
    const statements: Statement[] = [];
    this.each("AWS::IAM::Policy", (stack, properties) => {
      const resolved = this.resolver.in(stack, properties);
      if (resolved.Roles?.includes(role)) statements.push(...resolved.PolicyDocument.Statement);
    });
    return documentOf(statements);
  }
  trustOf(role: string): Document {
    let found: Document | undefined;
    this.each("AWS::IAM::Role", (stack, properties, id) => {
      if (id === role) found = this.resolver.in(stack, properties.AssumeRolePolicyDocument);
    });
    if (!found) throw new Error(`no role "${role}"`);
    return found;
  }
  ofBucket(bucket: string): Document {
    const statements: Statement[] = [];
    this.each("AWS::S3::BucketPolicy", (stack, properties) => {
      const resolved = this.resolver.in(stack, properties);
      if (resolved.Bucket === bucket) statements.push(...resolved.PolicyDocument.Statement);
    });
    return documentOf(statements);
  }
  ofKey(key: string): Document {
    let found: Document | undefined;
    this.each("AWS::KMS::Key", (stack, properties, id) => {
      if (id === key) found = this.resolver.in(stack, properties.KeyPolicy);
    });
    if (!found) throw new Error(`no key "${key}"`);
    return found;
  }
  /** Rules of all data access policies of OpenSearch Serverless. */
  indexRules(): { Principal: string[]; Rules: { Resource: string[]; Permission: string[] }[] }[] {
    const rules: ReturnType<Policies["indexRules"]> = [];
    this.each("AWS::OpenSearchServerless::AccessPolicy", (stack, properties) => {
      rules.push(...JSON.parse(this.resolver.in(stack, properties.Policy)));
    });
    return rules;
  }

  private each(type: string, visit: (stack: StackName, properties: Record<string, any>, id: string) => void): void {
    for (const stack of stackNames)
      for (const [id, resource] of Object.entries(this.deployment.template(stack).Resources))
        if (resource.Type === type) visit(stack, resource.Properties, id);
  }
}
