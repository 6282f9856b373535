import type { CallQuery } from "@/lib/core/calls";
import { CALL_DISPOSITIONS, type Channel, DISPOSITIONS } from "@/lib/core/words";

type Disposition = (typeof DISPOSITIONS)[number];

/** The lists of contacts, by what they were made over. */
export const LISTS: Record<Channel | "all", { title: string; one: string; many: string; search: string }> = {
  call: { title: "Calls", one: "call", many: "calls", search: "Search what was said, a name or a number" },
  email: { title: "Emails", one: "email", many: "emails", search: "Search what they wrote back, a name or an address" },
  sms: { title: "Texts", one: "text", many: "texts", search: "Search what they wrote back, a name or a number" },
  all: {
    title: "Calls and messages",
    one: "contact",
    many: "contacts",
    search: "Search what was said or written, a name or a number",
  },
};

const OF_MESSAGES = ["delivered", "sent", "undelivered", "bounced", "blocked", "opted_out"] as const;
const OF_ALL = ["capacity", "provider_failed", "billing", "cancelled", "unknown"] as const;

/** How a contact over this channel can end. */
export const ENDS: Record<Channel | "all", readonly Disposition[]> = {
  call: CALL_DISPOSITIONS,
  email: [...OF_MESSAGES, ...OF_ALL],
  sms: [...OF_MESSAGES, "filtered", "landline", "invalid_number", ...OF_ALL],
  all: DISPOSITIONS,
};

/** How a list is called. */
export const titleOf = ({ view }: Pick<CallQuery, "view">, channel: Channel | "all"): string =>
  view === "needs_you" ? "Needs you" : LISTS[channel].title;
