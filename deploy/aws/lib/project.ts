import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

function rootAbove(directory: string): string {
  if (existsSync(join(directory, "pipeline/tailoring.asl.json"))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error("pipeline/tailoring.asl.json is nowhere above this file");
  return rootAbove(parent);
}

/** The repository's root, from the sources and from what is built of them. */
export const projectRoot = rootAbove(__dirname);
