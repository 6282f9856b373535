import { z } from "zod";
import type { ErrorName } from "./types";

const ANY = z.unknown().optional();
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;
const ADDRESS = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;

/** The address in `email@example.com` or `Name <email@example.com>`; null when it is neither. */
export function addressIn(text: string): string | null {
  const [, name, inside] = /^\s*("(?:[^"\\]|\\.)*"|[^<>"]*?)\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  const address = inside ?? text.trim();
  return !CONTROL.test(text) && ADDRESS.test(address) && (name === undefined || name.length <= 200) ? address : null;
}

const FORM = "The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.";
const mailbox = (field: string) =>
  z.string().refine((text) => addressIn(text) !== null, { error: `Invalid \`${field}\` field. ${FORM}` });
const mailboxes = (field: string) =>
  z.union([mailbox(field).transform((one) => [one]), z.array(mailbox(field)).min(1).max(50)], {
    error: `Invalid \`${field}\` field. ${FORM}`,
  });

const word = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/, {
  error: "Tags should only contain ASCII letters, numbers, underscores, or dashes.",
});
const header = z.string().refine((value) => !CONTROL.test(value), { error: "Invalid `headers` field." });

/** The body of `POST /emails`, as strict as Resend is. */
export const EmailRequest = z.strictObject({
  from: mailbox("from"),
  to: mailboxes("to"),
  subject: z.string().refine((value) => !CONTROL.test(value), { error: "Invalid `subject` field." }),
  html: z.string().optional(),
  text: z.string().optional(),
  headers: z
    .record(z.string().regex(/^[\x21-\x39\x3b-\x7e]+$/, { error: "Invalid `headers` field." }), header)
    .optional(),
  tags: z
    .array(z.strictObject({ name: word, value: word }))
    .max(75)
    .optional(),
  reply_to: mailboxes("reply_to").optional(),
  ...{ cc: ANY, bcc: ANY, attachments: ANY, scheduled_at: ANY, topic_id: ANY, template: ANY },
});
export type EmailRequest = z.infer<typeof EmailRequest>;

export interface Refusal {
  name: ErrorName;
  message: string;
  status?: number;
}

const REQUIRED = ["to", "from", "subject"] as const;
const MOST_IN_BATCH = 100;

function parseOne(body: unknown): { ok: true; email: EmailRequest } | { ok: false; refusal: Refusal } {
  const given = z.record(z.string(), z.unknown()).safeParse(body);
  const missing = given.success ? REQUIRED.find((field) => given.data[field] === undefined) : "to";
  if (missing)
    return { ok: false, refusal: { name: "missing_required_field", message: `Missing \`${missing}\` field.` } };
  const email = EmailRequest.safeParse(body);
  if (!email.success) return { ok: false, refusal: { name: "validation_error", message: firstOf(email.error) } };
  if (email.data.html === undefined && email.data.text === undefined) {
    return { ok: false, refusal: { name: "missing_required_field", message: "Missing `html` or `text` field." } };
  }
  return { ok: true, email: email.data };
}

function firstOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue?.code === "unrecognized_keys") return `Unrecognized key: \`${issue.keys[0]}\`.`;
  return issue?.message ?? "We found an error with one or more fields in the request.";
}

/** The emails of a request: one for `/emails`, 1 to 100 for `/emails/batch`, which takes no attachments. All or none. */
export function parseEmails(body: unknown, isBatch: boolean): { emails: EmailRequest[] } | { refusal: Refusal } {
  if (!isBatch) {
    const parsed = parseOne(body);
    return parsed.ok ? { emails: [parsed.email] } : { refusal: parsed.refusal };
  }
  if (!Array.isArray(body) || body.length === 0 || body.length > MOST_IN_BATCH) {
    const message = `The batch must have between 1 and ${MOST_IN_BATCH} emails.`;
    return { refusal: { name: "validation_error", message } };
  }
  const emails: EmailRequest[] = [];
  for (const one of body) {
    const parsed = parseOne(one);
    if (!parsed.ok) return { refusal: parsed.refusal };
    if (parsed.email.attachments !== undefined) {
      return { refusal: { name: "validation_error", message: "Attachments are not supported in batch requests." } };
    }
    emails.push(parsed.email);
  }
  return { emails };
}
