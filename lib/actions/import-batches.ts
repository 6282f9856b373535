import { createHash } from "node:crypto";
import { Occurrences } from "@/lib/core/leads/occurrences";
import { type ImportedLead, identityOf } from "@/lib/core/leads/to-lead";
import type { BatchResult, LeadRow } from "@/lib/data/leads";

const MAX_ROWS = 1000;
// About a megabyte of JSON: rows with long notes make smaller batches.
const MAX_CHARACTERS = 1_000_000;

/** Gathers leads and stores them batch by batch, one batch under way while the next is read. */
export class ImportBatches {
  readonly total: BatchResult = { imported: 0, unchanged: 0, customers_created: 0 };
  readonly #seen = new Occurrences();
  #rows: LeadRow[] = [];
  #characters = 0;
  #underWay: Promise<void> = Promise.resolve();

  constructor(private readonly store: (rows: LeadRow[]) => Promise<BatchResult>) {}

  /** @throws what storing an earlier batch threw */
  async add(lead: ImportedLead): Promise<void> {
    const identity = identityOf(lead);
    const { wallTime: _, ...row } = lead;
    this.#rows.push({ ...row, key: this.#keyOf(identity) });
    this.#characters += identity.length;
    if (this.#rows.length >= MAX_ROWS || this.#characters >= MAX_CHARACTERS) await this.#flush();
  }

  /** Stores the rest. */
  async end(): Promise<void> {
    if (this.#rows.length > 0) await this.#flush();
    await this.#underWay;
  }

  /** Waits for the batch under way, however it ends. */
  async settle(): Promise<void> {
    await this.#underWay.catch(() => undefined);
  }

  async #flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    this.#characters = 0;
    await this.#underWay;
    this.#underWay = this.store(rows).then((result) => {
      this.total.imported += result.imported;
      this.total.unchanged += result.unchanged;
      this.total.customers_created += result.customers_created;
    });
    // Whoever awaits it next sees the failure; until then it is not unhandled.
    this.#underWay.catch(() => undefined);
  }

  /** Equal rows of one file are told apart by their count, so that the same file has the same keys every time. */
  #keyOf(identity: string): string {
    const hash = createHash("sha256").update(identity).digest();
    const times = this.#seen.see(hash.readUInt32BE(0), hash.readUInt32BE(4));
    return `${hash.toString("base64url", 0, 18)}.${times}`;
  }
}
