import { plainSpaces } from "./plain-spaces";
import { reasonText } from "./reasons";
import { capital } from "./spoken-words";

/** What a readable record is made of, first to last, whatever draws it. */
export type Block =
  | { kind: "title" | "heading" | "subheading" | "text" | "note"; text: string }
  | { kind: "facts"; facts: [label: string, text: string][] }
  | { kind: "list"; items: string[] }
  /** Words of somebody, as they were said or sent. */
  | { kind: "words"; text: string };

/** Writes instants as "Nov 23, 2026, 12:00:05 PM EST (2026-11-23 17:00:05 UTC)"; nothing for none. @param timeZone the account's */
export function evidenceMoment(timeZone: string): (at: string | null | undefined) => string {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, year: "numeric", month: "short", day: "numeric" },
    ...{ hour: "numeric", minute: "2-digit", second: "2-digit", timeZoneName: "short" },
  });
  return (at) => {
    const instant = at ? new Date(at) : null;
    if (!instant || Number.isNaN(instant.getTime())) return at ?? "";
    return `${plainSpaces(format.format(instant))} (${instant.toISOString().slice(0, 19).replace("T", " ")} UTC)`;
  };
}

/** Facts without those that are not known. */
export const facts = (...all: [label: string, text: string | number | null | undefined | false][]): Block => ({
  kind: "facts",
  facts: all.flatMap(([label, text]) =>
    text === null || text === undefined || text === "" || text === false ? [] : [[label, String(text)]],
  ),
});

/** "Outcome corrected": a code as words. */
export const spoken = (code: string | null): string => (code ? capital(code.replaceAll(/[_.]/g, " ")) : "");

/** What stands beside an event or a line of the log, in words: "from: draft, to: active". Ids stay as they are.
 *  @param without what is said elsewhere */
export function detailText(detail: unknown, without: readonly string[] = []): string {
  if (typeof detail !== "object" || detail === null) return "";
  return Object.entries(detail)
    .flatMap(([name, value]) => {
      if (without.includes(name)) return [];
      const text = valueText(name, value);
      return text === "" ? [] : [`${name.replaceAll("_", " ")}: ${text}`];
    })
    .join("; ");
}

function valueText(name: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if ((name === "why" || name === "reason") && typeof value === "string")
    return reasonText(value)?.replace(/\.$/, "") ?? value;
  if (Array.isArray(value)) return value.map((part) => valueText("", part)).join(", ");
  if (typeof value === "object") return `(${detailText(value)})`;
  return String(value);
}
