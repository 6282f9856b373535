import { z } from "zod";

/** What the page behind an opt-out link shows. */
export const UnsubscribeView = z.object({
  business_name: z.string().nullable(),
  /** Over which the message came. */
  channel: z.enum(["call", "email", "sms"]),
  /** Those that this person has ended before; `all` among them: everything. */
  channels: z.array(z.string()),
});
export type UnsubscribeView = z.infer<typeof UnsubscribeView>;

const OTHERS = { call: "text message or email", email: "phone or text message", sms: "phone or email" };
const ENDED = { call: "marketing calls", email: "marketing emails", sms: "marketing text messages" };
const NONE = { call: "text messages or emails", email: "calls or text messages", sms: "calls or emails" };
const daysText = (days: number) => (days === 1 ? "1 day" : `${days} days`);

/** What the choice of one channel alone comes to. @param quietDays so long nobody is in touch in another way either */
export const onlyText = (channel: UnsubscribeView["channel"], quietDays: number): string =>
  quietDays === 0
    ? `You may still get offers by ${OTHERS[channel]}.`
    : `For ${daysText(quietDays)} you get no offers in any other way either. After that, offers may come by ${OTHERS[channel]}.`;

/** What somebody reads who ended one channel alone. */
export function endedText(business: string, channel: UnsubscribeView["channel"], quietDays: number): string {
  const ended = `${business} sends you no more ${ENDED[channel]}.`;
  return quietDays === 0
    ? ended
    : `${ended} For ${daysText(quietDays)} you get no ${NONE[channel]} with offers either.`;
}

/** How somebody asked: by the button of their mail program (RFC 8058), or on the page. */
export type UnsubscribeMethod = "one_click" | "page";

/** What a form that is posted to an opt-out link asks for; null when it asks for nothing that we know.
 *  `scope` on the page: everything, or the channel of the message alone. Source: RFC 8058, 3.1 */
export function readOptOutForm(field: (name: string) => string | null): {
  scope: "all" | "channel";
  method: UnsubscribeMethod;
} | null {
  const scope = field("scope");
  if (scope === "all" || scope === "channel") return { scope, method: "page" };
  return /^one-click$/i.test(field("List-Unsubscribe")?.trim() ?? "") ? { scope: "all", method: "one_click" } : null;
}
