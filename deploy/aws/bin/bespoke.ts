import { existsSync } from "node:fs";
import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { makeStacks } from "../lib/application";
import { flags } from "../lib/flags";
import { projectRoot } from "../lib/project";
import { readSettings, SettingsError } from "../lib/settings";

function synthesise(): void {
  const app = new App({ context: flags });
  const settings = readSettings(app.node.tryGetContext("settings") ?? join(projectRoot, "deploy/aws/settings.json"));
  const packagePath: string = app.node.tryGetContext("package") ?? join(projectRoot, "build/lambda/bespoke.zip");
  if (!existsSync(packagePath)) throw new SettingsError(`${packagePath} is not there: tools/package_lambda.sh makes it`);
  makeStacks(app, settings, packagePath);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
}

try {
  synthesise();
} catch (error) {
  // A stack trace helps nobody to mend a setting.
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
