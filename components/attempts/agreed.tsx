import * as z from "zod/mini";
import { formatMoment } from "../format";

const Answers = z.record(z.string(), z.unknown());
/** Shown elsewhere on the card. */
const SHOWN = new Set(["outcome", "sentiment", "summary"]);
const AT = z.iso.datetime({ offset: true });

/** What the call's analysis and tools wrote down, in the order it came: label and text. Groups repeat what stands above them
 and add only what is new. */
export function answersOf(data: unknown, timeZone: string): [label: string, text: string][] {
  const found = new Map<string, string>();
  const read = (fields: unknown) => {
    const parsed = Answers.safeParse(fields);
    for (const [name, value] of Object.entries(parsed.success ? parsed.data : {})) {
      if (typeof value === "object" && value !== null && !Array.isArray(value)) read(value);
      else if (!SHOWN.has(name) && !found.has(name) && value !== null && value !== "")
        found.set(name, wordsOf(value, timeZone));
    }
  };
  read(data);
  return [...found].map(([name, text]) => [labelOf(name), text]);
}

const labelOf = (name: string) => name.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());

function wordsOf(value: unknown, timeZone: string): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (Array.isArray(value)) return value.map((part) => wordsOf(part, timeZone)).join(", ");
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  return AT.safeParse(text).success ? formatMoment(text, timeZone) : text;
}

export function Agreed({ data, timeZone }: { data: unknown; timeZone: string }) {
  const answers = answersOf(data, timeZone);
  if (answers.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-ink-muted">Noted</h3>
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_1fr]">
        {answers.map(([label, text]) => (
          <div key={label} className="contents">
            <dt className="text-ink-muted">{label}</dt>
            <dd className="mb-1 text-pretty sm:mb-0">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
