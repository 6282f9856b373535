import { createHash } from "node:crypto";
import type { ImportedConsent } from "@/lib/core/leads/consent";
import { Occurrences } from "@/lib/core/leads/occurrences";
import { type ImportedLead, identityOf } from "@/lib/core/leads/to-lead";
import type { ContactChannel } from "@/lib/core/words";
import type { BatchResult, ConsentRow, ConsentsResult, LeadRow, WithdrawalRow } from "@/lib/data/leads";

const MAX_ROWS = 1000;
// About a megabyte of JSON: rows with long notes make smaller batches.
const MAX_CHARACTERS = 1_000_000;

interface Batch {
  rows: LeadRow[];
  agreed: ConsentRow[];
  ended: WithdrawalRow[];
}
const emptyBatch = (): Batch => ({ rows: [], agreed: [], ended: [] });

/** Gathers leads and stores them batch by batch, one batch under way while the next is read. */
export class ImportBatches {
  readonly total: BatchResult = { imported: 0, unchanged: 0, customers_created: 0 };
  readonly consents = { stored: 0, written: 0, known: 0, withdrawn: 0, ended: 0 };
  readonly #seen = new Occurrences();
  #batch = emptyBatch();
  #characters = 0;
  #underWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: (rows: LeadRow[]) => Promise<BatchResult>,
    /** Of rows that `store` has stored. */
    private readonly storeConsents: (rows: ConsentRow[]) => Promise<ConsentsResult>,
    /** After these; answers how many ended. */
    private readonly endConsents: (rows: WithdrawalRow[]) => Promise<number>,
  ) {}

  /** @param ends over what they took back what they had agreed to. @throws what storing an earlier batch threw */
  async add(lead: ImportedLead, consents: ImportedConsent[] = [], ends: ContactChannel[] = []): Promise<void> {
    const identity = identityOf(lead);
    const { wallTime: _, ...row } = lead;
    const key = this.#keyOf(identity);
    this.#batch.rows.push({ ...row, key });
    this.#characters += identity.length;
    const { phone, email } = lead;
    for (const channel of ends) this.#batch.ended.push({ lead: key, phone, email, channel });
    for (const consent of consents) {
      this.#batch.agreed.push({ ...consent, lead: key, phone, email, key: consentKey(consent) });
      this.#characters += consent.wording?.length ?? 0;
    }
    if (this.#batch.rows.length >= MAX_ROWS || this.#characters >= MAX_CHARACTERS) await this.#flush();
  }

  /** Stores the rest. */
  async end(): Promise<void> {
    if (this.#batch.rows.length > 0) await this.#flush();
    await this.#underWay;
  }

  /** Waits for the batch under way, however it ends. */
  async settle(): Promise<void> {
    await this.#underWay.catch(() => undefined);
  }

  async #flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = emptyBatch();
    this.#characters = 0;
    await this.#underWay;
    this.#underWay = this.#storeAll(batch);
    // Whoever awaits it next sees the failure; until then it is not unhandled.
    this.#underWay.catch(() => undefined);
  }

  async #storeAll({ rows, agreed, ended }: Batch): Promise<void> {
    const result = await this.store(rows);
    this.total.imported += result.imported;
    this.total.unchanged += result.unchanged;
    this.total.customers_created += result.customers_created;
    if (agreed.length > 0) {
      const stored = await this.storeConsents(agreed);
      for (const count of ["stored", "written", "known", "withdrawn"] as const) this.consents[count] += stored[count];
    }
    if (ended.length > 0) this.consents.ended += await this.endConsents(ended);
  }

  /** Equal rows of one file are told apart by their count, so that the same file has the same keys every time. */
  #keyOf(identity: string): string {
    const hash = createHash("sha256").update(identity).digest();
    const times = this.#seen.see(hash.readUInt32BE(0), hash.readUInt32BE(4));
    return `${hash.toString("base64url", 0, 18)}.${times}`;
  }
}

/** What makes two agreements of one customer the same, whatever the file is called that tells of them. */
function consentKey({ channel, basis, purpose, wording, wording_version, at }: ImportedConsent): string {
  const identity = JSON.stringify([channel, basis, purpose, wording, wording_version, at?.toISOString() ?? null]);
  return `import:${createHash("sha256").update(identity).digest("base64url").slice(0, 24)}`;
}
