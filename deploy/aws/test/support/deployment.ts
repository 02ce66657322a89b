import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { makeStacks } from "../../lib/application";
import { flags } from "../../lib/flags";
import { settingsFrom } from "../../lib/settings";

export interface Resource { readonly Type: string; readonly Properties: Record<string, any>; readonly DeletionPolicy?: string }
export interface TemplateText {
  readonly Resources: Record<string, Resource>;
  readonly Outputs?: Record<string, { Value: unknown; Export?: { Name: string } }>;
}
export const stackNames = ["data", "identity", "compute", "observability"] as const;
export type StackName = (typeof stackNames)[number];

/** The stacks of one set of settings, as templates. */
export class Deployment {
  readonly app: App;
  readonly stacks: ReturnType<typeof makeStacks>;
  private readonly templates = new Map<StackName, TemplateText>();

  constructor(given: object = {}) {
    this.app = new App({ context: flags, outdir: mkdtempSync(join(tmpdir(), "bespoke-cdk-")) });
    this.stacks = makeStacks(this.app, settingsFrom(given), emptyPackage());
  }

  template(name: StackName): TemplateText {
    const known = this.templates.get(name) ?? (Template.fromStack(this.stacks[name]).toJSON() as TemplateText);
    this.templates.set(name, known);
    return known;
  }
  assertions(name: StackName): Template {
    return Template.fromStack(this.stacks[name]);
  }
  /** Resources of a type, over all stacks. */
  all(type: string): [id: string, resource: Resource][] {
    return stackNames.flatMap((name) => Object.entries(this.template(name).Resources)).filter(([, resource]) => resource.Type === type);
  }
}

/** Stands for the functions' zip, which is made elsewhere and is of no interest here. */
export function emptyPackage(): string {
  const directory = mkdtempSync(join(tmpdir(), "bespoke-package-"));
  writeFileSync(join(directory, "bootstrap"), "#!/bin/sh\n");
  return directory;
}

let common: Deployment | undefined;
/** With the settings as delivered; made once. */
export const delivered = (): Deployment => (common ??= new Deployment());
