import { scrub } from "@/lib/providers/transport";
import { parseWebhook, type WebhookData } from "./schema";
import { attemptIdOf, isStatusType, RECEIVED } from "./translate";

type Reported = WebhookData["bounce"];

function reported(value: Reported): Record<string, string> {
  const entries = Object.entries(value ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  // What a mail server said repeats the address that it was about.
  return Object.fromEntries(entries.map(([key, said]) => [key, scrub(said)]));
}

/** What of a webhook may be stored. It keeps only the keys that `toMessageEvent` reads: of an email of ours no address, no
 *  subject and no words; of one that came in who wrote, to which address and the subject, since it is attached by them.
 *  `toMessageEvent` gives the same event for the result as for the body; redacting twice changes nothing.
 *  @throws ResendPayloadError when `body` is no webhook. */
export function redactResendPayload(body: unknown): Record<string, unknown> {
  const { type, created_at, data } = parseWebhook(body);
  const common = { email_id: data.email_id, created_at: data.created_at };
  if (type === RECEIVED) {
    const { from, to, received_for, subject, message_id } = data;
    return { type, created_at, data: { ...common, from, to, received_for, subject, message_id } };
  }
  if (!isStatusType(type)) return { type, created_at, data: { email_id: data.email_id } };
  const attemptId = attemptIdOf(data.tags);
  return {
    type,
    created_at,
    data: {
      ...common,
      ...(attemptId && { tags: { attempt_id: attemptId } }),
      ...(data.bounce && { bounce: reported(data.bounce) }),
      ...(data.suppressed && { suppressed: reported(data.suppressed) }),
      ...(data.failed && { failed: reported(data.failed) }),
      ...(data.click && { click: data.click }),
      ...(data.open && { open: data.open }),
    },
  };
}
