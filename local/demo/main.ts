import { statSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { OUTREACH_METHODS } from "@/lib/core/words";
import { log } from "@/lib/server/log";
import { ROOT } from "../children";
import { type LocalStack, startLocalStack } from "../stack";
import { demoOwner, importFile, OWNER } from "./account";
import { startDemoCampaign } from "./campaign";
import { rehearsalOffset } from "./clock";
import { compareWithProviders } from "./compare";
import { agree } from "./consents";
import { saveEvidence } from "./evidence";
import { follow } from "./follow";
import { type Summary, summarise } from "./summary";

const USAGE = `npm run demo [-- options]
  --once         run the campaign to its end, faster, and exit
  --json         print nothing but the result, as one line of JSON (with --once)
  --leads FILE   another CSV file of leads
  --method M     call, sms, email or multi: a call, then a text, then an email (call)
  --evidence DIR write what proves why one customer was called and another was skipped, as JSON and PDF
  --limit N      contact at most N customers (200)
  --seed N       repeat the same customers' behaviour (1)
  --port N       the dashboard's port (3000); 0 takes a free one`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        once: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        leads: { type: "string", default: join(ROOT, "local/data/cdnow_sample_leads.csv") },
        method: { type: "string", default: "call" },
        evidence: { type: "string" },
        limit: { type: "string", default: "200" },
        seed: { type: "string", default: "1" },
        port: { type: "string", default: "3000" },
        help: { type: "boolean", default: false },
      },
    });
    const limit = Number(values.limit);
    const port = Number(values.port);
    if (!Number.isInteger(limit) || limit < 1)
      throw new Error(`--limit must be a whole number from 1, not "${values.limit}".`);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw new Error(`--port must be a port number, not "${values.port}".`);
    if (!statSync(values.leads, { throwIfNoEntry: false })?.isFile())
      throw new Error(`There is no file ${values.leads}. Give --leads a CSV file.`);
    const method = OUTREACH_METHODS.find((one) => one === values.method);
    if (!method) throw new Error(`--method must be one of ${OUTREACH_METHODS.join(", ")}, not "${values.method}".`);
    return { ...values, limit, port, method };
  } catch (error) {
    return quit(`${error instanceof Error ? error.message : error}\n\n${USAGE}`, 2);
  }
}

function quit(message: string, code: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

/** Some carriers never report what became of a text: shorter than the day that a real one is waited for. */
const RECEIPT_WAIT_MS = 8_000;

const startedAt = Date.now();
const options = readOptions();
if (options.help) quit(USAGE, 0);
log.level = "silent";
const say = (text: string) => void process.stderr.write(`${text}\n`);
const interactive = !options.once;

let stack: LocalStack | undefined;
let stopping: Promise<void> | undefined;
const stop = () => (stopping ??= stack?.stop() ?? Promise.resolve());
const aborted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    if (aborted.signal.aborted) return;
    say("\nStopping ...");
    aborted.abort();
    // While the stack still starts there is nothing to stop yet: its children end with this process.
    void (stack ? stop() : Promise.resolve()).finally(() => process.exit(signal === "SIGINT" ? 130 : 143));
  });

async function main(): Promise<void> {
  stack = await startLocalStack({
    dir: options.once ? ".local/demo-once" : ".local/demo",
    reset: true,
    seed: options.seed,
    speed: options.once ? 120 : 20,
    clockOffsetMs: rehearsalOffset(new Date()),
    port: options.port,
    workers: 1,
    receiptWaitMs: RECEIPT_WAIT_MS,
    say,
    onCrash: (name, last) => {
      // A terminal's Ctrl-C reaches every process at once.
      if (!aborted.signal.aborted) say(`\n${name} ended unexpectedly:\n${last}`);
    },
  });
  const owner = await demoOwner(stack);
  say(`Importing ${relative(ROOT, options.leads)} ...`);
  const report = await importFile(stack, owner, options.leads);
  say(
    `${report.rows} rows read: ${report.imported} imported, ${report.unchanged} unchanged, ${report.refused} refused.`,
  );
  const agreed = await agree(stack.databaseUrl, owner.accountId, owner.now());
  say(`${agreed} customers have agreed in writing to be called; the others are skipped.`);
  const campaign = await startDemoCampaign(owner, options.limit, options.method);
  if (!(options.once && options.json))
    say(`\nDashboard  ${stack.appUrl}/campaigns/${campaign.id}\nSign in    ${OWNER.email}  ${OWNER.password}\n`);
  await follow(stack, campaign.id, { live: process.stderr.isTTY === true, signal: aborted.signal, say });
  if (aborted.signal.aborted) return;
  const summary = await summarise(stack, campaign.id);
  const disagreements = await compareWithProviders(stack, campaign.id);
  for (const line of disagreements) say(line);
  if (options.evidence !== undefined)
    for (const file of await saveEvidence(stack, owner, campaign.id, options.evidence)) say(`Evidence   ${file}`);
  const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
  print(summary, seconds);
  if (interactive) {
    say("\nThe dashboard stays open. Ctrl-C ends everything.");
    return;
  }
  await stop();
  process.exit(summary.status === "completed" && disagreements.length === 0 ? 0 : 1);
}

function print(summary: Summary, seconds: number): void {
  if (options.json) process.stdout.write(`${JSON.stringify({ ...summary, seconds })}\n`);
  else
    say(
      `\nThe campaign is ${summary.status}: ${summary.answered} of ${summary.contacted} were spoken to, ${summary.opted_out} opted out, ${summary.converted} converted, in ${seconds} s.`,
    );
}

main().catch(async (error: unknown) => {
  if (aborted.signal.aborted) return;
  await stop();
  const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
  const details =
    error instanceof Error && "details" in error && error.details ? `\n${JSON.stringify(error.details, null, 2)}` : "";
  quit(`The demo could not go on: ${error instanceof Error ? error.message : error}${code}${details}`, 1);
});
