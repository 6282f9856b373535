import * as z from "zod/mini";
import type { Field } from "@/lib/core/leads/fields";
import { ApiError } from "../api";
import { formatCount } from "../format";

export const FIELD_LABEL: Record<Field, string> = {
  name: "Full name",
  first_name: "First name",
  last_name: "Last name",
  phone: "Phone number",
  email: "Email address",
  date: "Date of the visit or order",
  time: "Time of day",
  service: "Service or product",
  items: "Number of items",
  amount: "Amount",
  status: "Status",
  notes: "Notes",
  region: "State or region",
  country: "Country",
  postal_code: "Postal code",
  tags: "Tags",
  consent: "Agreed (yes or no)",
  consent_call: "Agreed to calls (yes or no)",
  consent_sms: "Agreed to texts (yes or no)",
  consent_email: "Agreed to emails (yes or no)",
  consent_channel: "To calls, texts or emails",
  consent_purpose: "For what: offers or service",
  consent_basis: "How they agreed, in writing or not",
  consent_wording: "The words they agreed to",
  consent_version: "Version of the words",
  consent_date: "Day on which they agreed",
  consent_source: "Where they agreed",
  consent_evidence: "Proof: a link or a number",
};

/** What a column may become besides a field. */
export const KEEP = "keep";
export const IGNORE = "ignore";

const ENCODING: Record<string, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
};
const DELIMITER: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars" };

/** "as UTF-8, separated by commas" */
export const readingText = ({ encoding, delimiter }: { encoding: string; delimiter: string }): string =>
  `as ${ENCODING[encoding] ?? encoding}, separated by ${DELIMITER[delimiter] ?? delimiter}`;

/** "4.2 MB", "12 kB" */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const [amount, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "kB"] : [bytes / 1024 / 1024, "MB"];
  return `${amount.toLocaleString("en-US", { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${unit}`;
}

const Reason = z.object({ reason: z.string() });
const Stopped = z.object({ imported: z.number(), unchanged: z.number() });

/** "1 row", "1,204 rows" */
export const rowsText = (count: number): string => `${formatCount(count)} ${count === 1 ? "row" : "rows"}`;
const wereText = (count: number): string => `${rowsText(count)} ${count === 1 ? "was" : "were"}`;

/** A failure in the words that help most: the reason of an unreadable file, what to mend, or the message itself. */
export function failureText(error: unknown): { title: string; text: string | null } {
  if (!(error instanceof ApiError))
    return { title: "The file could not be read by this browser.", text: String(error) };
  const reason = Reason.safeParse(error.details);
  if (reason.success) return { title: "This file can’t be read as a table", text: reason.data.reason };
  const stopped = Stopped.safeParse(error.details);
  if (error.code === "import_broken_off" && stopped.success) {
    const { imported, unchanged } = stopped.data;
    return {
      title: error.message,
      text: `Until then ${wereText(imported)} imported and ${wereText(unchanged)} there already.`,
    };
  }
  if (error.code === "too_large")
    return { title: "This file is too large", text: "Take at most 50 MB and 500,000 rows, and split it if need be." };
  return { title: error.message, text: error.issues.map(({ message }) => message).join(" ") || null };
}
