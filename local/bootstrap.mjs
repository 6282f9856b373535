// The first step of `npm run demo` and `npm test`, in plain JavaScript for Node 20 and later, before anything is installed:
// installs from the lockfile when it changed, then goes on under the Node of the project.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entries = { demo: "local/demo/main.ts", test: "local/test.ts" };
const [command = "", ...args] = process.argv.slice(2);
const entry = entries[command];

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

if (!entry) fail(`Unknown command "${command}". Use one of: ${Object.keys(entries).join(", ")}.`);
if (Number(process.versions.node.split(".")[0]) < 20)
  fail(`Node ${process.versions.node} is too old. Install Node 20 or later from https://nodejs.org and try again.`);

const stamp = join(root, "node_modules", ".installed-lockfile");
const lockfile = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");
const node = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
const installed = existsSync(stamp) && readFileSync(stamp, "utf8") === lockfile && existsSync(node);

if (!installed) {
  process.stderr.write("Installing packages from the lockfile (once; a minute or two) ...\n");
  const npm = process.env.npm_execpath;
  const [program, before] = npm ? [process.execPath, [npm]] : ["npm", []];
  // Output goes to standard error: with --json only the result may be on standard output.
  const { status } = spawnSync(program, [...before, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: !npm && process.platform === "win32",
  });
  if (status !== 0) fail("The packages could not be installed. Check the network to the npm registry and try again.");
  if (!existsSync(node)) fail("Node 24 was not installed. Run `npm rebuild node` and try again.");
  writeFileSync(stamp, lockfile);
}

const child = spawn(node, ["--import", "tsx", join(root, entry), ...args], {
  cwd: root,
  stdio: "inherit",
  env: {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: "1",
    PATH: `${dirname(node)}${process.platform === "win32" ? ";" : ":"}${process.env.PATH ?? ""}`,
  },
});
// A terminal's Ctrl-C reaches the child by itself; a signal sent to this process alone is handed on. Both may arrive: the
// child stops once. It outlives neither.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
