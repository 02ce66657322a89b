// Replays changes.patch.json on resume.json with an implementation of RFC 6902 that is not ours and compares with tailored.json.
//   node replay.mjs OUT_DIR...      exit 1 if any directory does not replay; says where it differs
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import jsonPatch from 'fast-json-patch';

const load = (directory, name) => JSON.parse(readFileSync(join(directory, name), 'utf8'));

function replay(directory) {
  const patch = load(directory, 'changes.patch.json');
  const wanted = load(directory, 'tailored.json');
  const { newDocument } = jsonPatch.applyPatch(load(directory, 'resume.json'), patch, true);
  if (isDeepStrictEqual(newDocument, wanted)) return [];
  return jsonPatch.compare(newDocument, wanted).map((operation) => `${directory}: ${JSON.stringify(operation)}`);
}

function attempt(directory) {
  try {
    return replay(directory);
  } catch (error) {
    return [`${directory}: ${error.name}: ${error.message.split('\n', 1)[0]}`];
  }
}

const directories = process.argv.slice(2);
if (directories.length === 0) {
  console.error('usage: node replay.mjs OUT_DIR...');
  process.exit(2);
}
const differences = directories.flatMap(attempt);
differences.forEach((line) => console.log(line));
process.exit(differences.length === 0 ? 0 : 1);
