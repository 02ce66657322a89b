import { Deployment, Resource, StackName, TemplateText, stackNames } from "./deployment";

export const account = "111122223333";
export const region = "eu-central-1";

const pseudo: Record<string, string> = {
  "AWS::AccountId": account, "AWS::Region": region, "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com", "AWS::StackName": "stack", "AWS::NoValue": "",
};

const named = (service: string, what: string) => `arn:aws:${service}:${region}:${account}:${what}`;

function arnOf(id: string, { Type, Properties }: Resource): string {
  switch (Type) {
    case "AWS::S3::Bucket": return `arn:aws:s3:::${id.toLowerCase()}`;
    case "AWS::DynamoDB::Table": return named("dynamodb", `table/${id}`);
    case "AWS::KMS::Key": return named("kms", `key/${id}`);
    case "AWS::IAM::Role": return `arn:aws:iam::${account}:role/${id}`;
    case "AWS::Lambda::Function": return named("lambda", `function:${id}`);
    case "AWS::SQS::Queue": return named("sqs", id);
    case "AWS::Logs::LogGroup": return named("logs", `log-group:${id}:*`);
    case "AWS::OpenSearchServerless::Collection": return named("aoss", `collection/${id.toLowerCase()}`);
    case "AWS::Events::EventBus": return named("events", `event-bus/${Properties.Name}`);
    case "AWS::Bedrock::Guardrail": return named("bedrock", `guardrail/${id.toLowerCase()}`);
    default: return named("unknown", `${Type}/${id}`);
  }
}

function refOf(id: string, resource: Resource): string {
  switch (resource.Type) {
    case "AWS::S3::Bucket": return id.toLowerCase();
    case "AWS::StepFunctions::StateMachine": return named("states", `stateMachine:${id}`);
    case "AWS::SQS::Queue": return `https://sqs.${region}.amazonaws.com/${account}/${id}`;
    default: return id;
  }
}

/** Puts made-up names in the place of CloudFormation's functions, the same ones everywhere. */
export class Resolver {
  constructor(private readonly deployment: Deployment) {}

  in(stack: StackName, value: unknown): any {
    if (Array.isArray(value)) return value.map((v) => this.in(stack, v));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    if (entries.length === 1 && first && (first[0] === "Ref" || first[0].startsWith("Fn::"))) return this.call(stack, first[0], first[1]);
    return Object.fromEntries(entries.map(([k, v]) => [k, this.in(stack, v)]));
  }

  private call(stack: StackName, name: string, argument: any): string {
    switch (name) {
      case "Ref": return pseudo[argument] ?? refOf(argument, this.resource(stack, argument));
      case "Fn::GetAtt": return this.attribute(stack, argument[0], argument[1]);
      case "Fn::Join": return this.in(stack, argument[1]).join(argument[0]);
      case "Fn::ImportValue": return this.imported(argument);
      case "Fn::Sub": return this.substituted(stack, argument);
      default: throw new Error(`${name} has no meaning here`);
    }
  }

  private resource(stack: StackName, id: string): Resource {
    const found = this.deployment.template(stack).Resources[id];
    if (!found) throw new Error(`${stack}: no resource "${id}"`);
    return found;
  }

  private attribute(stack: StackName, id: string, attribute: string): string {
    const resource = this.resource(stack, id);
    if (attribute === "Arn" || attribute === "GuardrailArn" || attribute === "CollectionArn") return arnOf(id, resource);
    return attribute === "Name" || attribute === "QueueName" ? id : `${id}.${attribute}`;
  }

  private imported(name: string): string {
    for (const stack of stackNames) {
      const template: TemplateText = this.deployment.template(stack);
      for (const output of Object.values(template.Outputs ?? {})) if (output.Export?.Name === name) return this.in(stack, output.Value);
    }
    throw new Error(`nothing exports "${name}"`);
  }

  private substituted(stack: StackName, argument: string | [string, Record<string, unknown>]): string {
    const [text, values] = typeof argument === "string" ? [argument, {}] : argument;
    return text.replace(/\$\{([^}!]+)\}/g, (_, key: string) => (key in values ? this.in(stack, (values as Record<string, unknown>)[key]) : this.call(stack, "Ref", key)));
  }
}
