import { createReadStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { importLeads, refusedRows } from "@/lib/actions/import-leads";
import { AppError } from "@/lib/core/errors";
import { CONSENT_LACKS } from "@/lib/core/leads/consent";
import type { ConsentCounts, ImportReport } from "@/lib/core/leads/import-report";
import { type Client, unwrap } from "@/lib/data/client";
import { buildEngineDeps, serviceClient } from "@/lib/server/deps";
import { serverEnv } from "@/lib/server/env";
import { log } from "@/lib/server/log";

const USAGE = `npm run import -- FILE --account EMAIL [--agent NAME] [--only-customers] [--refused FILE] [--json]

  Imports a CSV file of leads into the account with this email address.
  --agent NAME     whose leads they become; the account's first agent when left out
  --only-customers takes the rows for customers with whom nothing happened lately: places, tags and consents, no leads
  --refused FILE   writes the rows that were refused, to be corrected and imported
  --json           prints the report as JSON
`;

class UsageError extends Error {}

function readArguments() {
  const options = {
    account: { type: "string" },
    agent: { type: "string" },
    "only-customers": { type: "boolean", default: false },
    refused: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function accountOf(client: Client, email: string): Promise<string> {
  const found = unwrap(
    await client
      .from("profiles")
      .select("id")
      .ilike("email", email.replace(/[\\%_]/g, "\\$&")),
  );
  const [account, ...others] = found;
  if (!account || others.length > 0)
    throw new UsageError(
      account ? `Several accounts have the address ${email}.` : `No account has the address ${email}.`,
    );
  return account.id;
}

async function agentOf(client: Client, userId: string, name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const agents = unwrap(await client.from("agents").select("id, name").eq("user_id", userId).eq("name", name));
  const [agent] = agents;
  if (!agent) throw new UsageError(`The account has no agent named ${name}.`);
  if (agents.length > 1) throw new UsageError(`The account has several agents named ${name}.`);
  return agent.id;
}

const LACK = {
  answer: "no yes or no that can be read",
  channel: "not to what they agreed",
  basis: "not that it is in writing",
  wording: "no words",
  date: "no date",
};

function describeConsents({ stored, written, known, withdrawn, declined, lacking }: ConsentCounts): string[] {
  const lacks = CONSENT_LACKS.filter((lack) => lacking[lack] > 0).map((lack) => `${lacking[lack]} ${LACK[lack]}`);
  return [
    `${stored} consents stored, ${written} of them in writing; ${known} were there, ${withdrawn} are older than a withdrawal, ${declined} rows say no.`,
    ...(lacks.length > 0 ? [`Rows that say too little of consent: ${lacks.join(", ")}.`] : []),
  ];
}

function describe(report: ImportReport): string {
  const remarks = [
    ...report.refusals.map(
      ({ row, column, reason }) => `  row ${row}${column ? `, ${column}` : ""}: refused. ${reason}`,
    ),
    ...report.warnings.map(({ row, column, reason }) => `  row ${row}${column ? `, ${column}` : ""}: ${reason}`),
  ];
  const columns = Object.entries(report.columns).map(([field, headers]) => `${field} from ${headers.join(", ")}`);
  const rest =
    report.refused + report.warned - new Set([...report.refusals, ...report.warnings].map(({ row }) => row)).size;
  return [
    `${report.rows} rows read: ${report.imported} imported, ${report.unchanged} unchanged, ${report.refused} refused.`,
    `${report.customers_created} new customers. Columns: ${columns.join("; ")}.`,
    ...(report.undated > 0 ? [`${report.undated} rows have no date and count as seen today.`] : []),
    ...(report.consents ? describeConsents(report.consents) : []),
    ...remarks,
    ...(rest > 0 ? [`  and ${rest} more rows.`] : []),
    "",
  ].join("\n");
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) return void process.stdout.write(USAGE);
  const [file, ...others] = positionals;
  if (!file || others.length > 0 || !values.account) throw new UsageError("One file and --account are needed.");
  if (!(await stat(file).catch(() => undefined))?.isFile()) throw new UsageError(`There is no file ${file}.`);
  const env = serverEnv();
  // The report is what this prints; standard output may be read by a program.
  log.level = "silent";
  const client = serviceClient(env);
  const userId = await accountOf(client, values.account);
  const agentId = await agentOf(client, userId, values.agent);
  const deps = buildEngineDeps(env);
  const rows = values["only-customers"] ? ("customers" as const) : ("leads" as const);
  const input = () => ({
    rows,
    userId,
    actorId: null,
    agentId,
    fileName: basename(file),
    source: createReadStream(file),
  });
  const report = await importLeads(deps, input());
  if (values.refused && report.refused > 0)
    // Too long to be in the report: the same file again changes nothing and yields it.
    await writeFile(values.refused, report.refused_csv ?? refusedRows(deps, input()));
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : describe(report));
}

main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError;
  const details = error instanceof AppError && error.details !== undefined ? ` ${JSON.stringify(error.details)}` : "";
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}${details}\n${isUsage ? `\n${USAGE}` : ""}`,
  );
  process.exitCode = isUsage ? 2 : 1;
});
