import type { OutreachMethod } from "@/lib/core/words";
import { formatCount, formatDayAndTime } from "../../format";
import type { Draft } from "../draft";

const DOING: Record<OutreachMethod, { one: string; many: string; doing: string }> = {
  call: { one: "1 call", many: "calls", doing: "calling" },
  email: { one: "1 email", many: "emails", doing: "emailing" },
  sms: { one: "1 text message", many: "text messages", doing: "texting" },
  multi: { one: "the sequence for 1 customer", many: "customers’ sequence", doing: "the sequence for" },
};

/** What the last button does, exactly. @param people who would be contacted */
export function launchText(draft: Draft, people: number, timeZone: string, now: Date): string {
  const at = draft.scheduled_at;
  const { one, many, doing } = DOING[draft.outreach_method];
  const what = people === 1 ? one : `${formatCount(people)} ${many}`;
  if (at && Date.parse(at) > now.getTime())
    return `Schedule ${what} for ${formatDayAndTime(at, draft.time_zone ?? timeZone, now)}`;
  return `Start ${doing} ${people === 1 ? "1 customer" : `${formatCount(people)} customers`}`;
}
