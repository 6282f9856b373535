import type { ConsentCountsView } from "@/lib/core/import-views";
import { formatCount } from "../format";
import { Notice } from "../ui/notice";
import { TextLink } from "../ui/text-link";
import { rowsText } from "./words";

/** Said beside the columns when what was chosen about consent leads nowhere. */
export function ConsentNotice({ chosen }: { chosen: string[] }) {
  const has = (field: string) => chosen.includes(field);
  if (!has("consent") || has("consent_channel")) return null;
  return (
    <Notice kind="warning" role="status" title="To what did they agree?">
      A column says yes or no, but not to what. If it is about calls, choose “Agreed to calls” for it; the same for
      texts and emails. Otherwise an agreement is stored only where its words name them.
    </Notice>
  );
}

const people = (count: number) => `${formatCount(count)} ${count === 1 ? "agreement" : "agreements"}`;

/** What the columns about consent came to, or will. */
export function ConsentReport({ consents, isPlanned = false }: { consents: ConsentCountsView; isPlanned?: boolean }) {
  const { stored, written, known, withdrawn, ended, declined, taking_back, lacking } = consents;
  const lines = [
    isPlanned &&
      taking_back > 0 &&
      `${rowsText(taking_back)} ${taking_back === 1 ? "says" : "say"} that an agreement was taken back: it ends, where you have one.`,
    ended > 0 &&
      `${people(ended)} ${ended === 1 ? "was" : "were"} ended: the file says that ${ended === 1 ? "it was" : "they were"} taken back.`,
    known > 0 && `${people(known)} ${known === 1 ? "was" : "were"} there already.`,
    withdrawn > 0 &&
      `${people(withdrawn)} ${withdrawn === 1 ? "is" : "are"} not taken: the person took it back or opted out since.`,
    lacking.answer > 0 && `${rowsText(lacking.answer)} with an answer that is neither yes nor no: nothing is stored.`,
    lacking.channel > 0 &&
      `${rowsText(lacking.channel)} that ${lacking.channel === 1 ? "does" : "do"} not say to what they agreed: nothing is stored.`,
    lacking.basis > 0 &&
      `${rowsText(lacking.basis)} that ${lacking.basis === 1 ? "does" : "do"} not say that it is in writing.`,
    lacking.wording > 0 && `${rowsText(lacking.wording)} without the words that they agreed to.`,
    lacking.date > 0 && `${rowsText(lacking.date)} without the day on which they agreed.`,
  ].filter((line) => line !== false);
  return (
    <section aria-label="Agreements to be contacted" className="grid gap-1 rounded-md border border-line p-3 sm:p-4">
      <p className="font-medium">
        {people(stored)} {isPlanned ? "to store" : "stored"}, {formatCount(written)} of them in writing
      </p>
      {lines.length > 0 && (
        <ul className="list-disc pl-5 text-ink-muted">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {stored > written && (
        <p className="text-ink-muted text-pretty">
          Calls with offers need an agreement in writing: that it was written or signed, its day, and its words or their
          version. The others count for service calls only.
        </p>
      )}
      {declined + taking_back > 0 && (
        <p className="text-ink-muted text-pretty">
          {declined > 0 && `${rowsText(declined)} ${declined === 1 ? "says" : "say"} no, which stores no agreement. `}
          Whoever asked to be left alone belongs on your{" "}
          <TextLink inText href="/opt-outs">
            list of opt-outs
          </TextLink>
          .
        </p>
      )}
    </section>
  );
}
