import { CONSENT_LACKS, type ConsentResult, type ImportedConsent } from "@/lib/core/leads/consent";
import type { ConsentCounts } from "@/lib/core/leads/import-report";
import type { Columns } from "@/lib/core/leads/recognise-columns";
import type { ConsentsResult } from "@/lib/data/leads";

/** Counts what the rows of a file say of consent. */
export class ConsentTally {
  readonly #hasColumns: boolean;
  #declined = 0;
  #takingBack = 0;
  readonly #lacking = { answer: 0, channel: 0, basis: 0, wording: 0, date: 0 };

  constructor({ fields }: Columns) {
    this.#hasColumns = Object.keys(fields).some((field) => field.startsWith("consent"));
  }

  /** @returns the agreements to store */
  see(result: ConsentResult): ImportedConsent[] {
    if (result.ends.length > 0) this.#takingBack++;
    else if (result.kind === "declined") this.#declined++;
    if (result.kind !== "given") return [];
    for (const lack of CONSENT_LACKS) if (result.lacks.includes(lack)) this.#lacking[lack]++;
    return result.consents;
  }

  /** Null when the file has no column about consent. */
  counts(stored: ConsentsResult & { ended: number }): ConsentCounts | null {
    const rows = { declined: this.#declined, taking_back: this.#takingBack, lacking: { ...this.#lacking } };
    return this.#hasColumns ? { ...stored, ...rows } : null;
  }
}
