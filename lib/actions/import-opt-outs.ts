import { setImmediate } from "node:timers/promises";
import { AppError } from "@/lib/core/errors";
import type { ProgressLine } from "@/lib/core/import-views";
import { quoted } from "@/lib/core/leads/refusal";
import { cut } from "@/lib/core/leads/text";
import type { OptOutReport } from "@/lib/core/opt-out-views";
import { contactsOf, type OptOutImport } from "@/lib/core/opt-outs";
import { actingIn } from "./acting";
import { countryOf } from "./add-opt-out";
import { openList } from "./csv/open-list";
import type { UserDeps } from "./deps";

/** The largest list that is read. */
export const MAX_LIST_BYTES = 20 * 1024 * 1024;
const MAX_LIST_ROWS = 300_000;
const BATCH = 2000;
const LISTED = 100;
const SHOWN = 200;

/** Reads a list of contacts as it streams in and adds them to the opt-outs, or with `commit: "no"` only says what it would add.
 *  Yields how far it is after each batch, and returns the report. Repeatable: what is there already is left alone.
 *  @throws AppError too_large, csv_unreadable. What was added until then stays. */
export async function* importOptOuts(
  deps: UserDeps,
  source: AsyncIterable<Uint8Array>,
  { channel, commit }: OptOutImport,
): AsyncGenerator<ProgressLine, OptOutReport> {
  const country = await countryOf(deps);
  let bytes = 0;
  async function* counted() {
    for await (const part of source) {
      bytes += part.length;
      yield part;
    }
  }
  const { columns, records } = await openList(counted());
  const report: OptOutReport = { rows: 0, contacts: 0, added: 0, known: 0, refused: 0, refusals: [] };
  const seen = new Set<string>();
  let batch: string[] = [];
  const store = async () => {
    const optOut = { channel, reason: "import", source: "import", note: null, commit: commit === "yes" };
    const { added, known } = await deps.people.suppress(actingIn(deps), batch, optOut);
    report.added += added;
    report.known += known;
    batch = [];
  };

  let completed = false;
  try {
    for await (const handful of records) {
      // Other requests have their turn between two blocks.
      await setImmediate();
      for (const { row, cells, problem } of handful) {
        if (cells.every((cell) => cell.trim() === "")) continue;
        if (++report.rows > MAX_LIST_ROWS) throw new AppError("too_large", { max_rows: MAX_LIST_ROWS });
        const contacts = problem ? [] : contactsOf(cells, country, columns);
        if (contacts.length === 0) {
          report.refused++;
          if (report.refusals.length < LISTED) report.refusals.push(refusalOf(row, cells));
        }
        for (const contact of contacts) {
          if (seen.has(contact)) continue;
          seen.add(contact);
          report.contacts++;
          batch.push(contact);
        }
        if (batch.length < BATCH) continue;
        await store();
        const { rows, refused, added: imported, known: unchanged } = report;
        yield { kind: "progress", bytes, rows, refused, imported, unchanged };
      }
    }
    if (batch.length > 0) await store();
    completed = true;
  } finally {
    // One that breaks off, or that nobody waits for any more, has added what it has.
    if (commit === "yes" && (completed || report.added > 0)) await writeDown(deps, channel, report, completed);
  }
  return report;
}

/** The audit log's row. One that can't be written must not hide why an import broke off. */
async function writeDown(deps: UserDeps, channel: string, report: OptOutReport, completed: boolean): Promise<void> {
  const { refusals: _, ...counts } = report;
  deps.log.info({ account_id: deps.accountId, ...counts, completed }, "opt-outs imported");
  try {
    await deps.people.note(actingIn(deps), "opt_outs.imported", { channel, ...counts, completed });
  } catch (error) {
    if (completed) throw error;
    deps.log.warn({ account_id: deps.accountId }, "an import that broke off could not be written down");
  }
}

function refusalOf(row: number, cells: readonly string[]) {
  const text = cut(cells.join(", ").trim(), SHOWN);
  return { row, text, reason: `${quoted(text)} holds no complete phone number and no email address.` };
}
