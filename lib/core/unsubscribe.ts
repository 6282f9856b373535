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
