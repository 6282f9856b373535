import type { ChannelStatus } from "@/lib/core/channels";
import type { Hours } from "@/lib/core/hours";

/** What the wizard knows of the account it works in. */
export interface WizardContext {
  accountId: string;
  /** IANA. Dates and times are meant in it where nothing else is said. */
  timeZone: string;
  country: string;
  /** The account's own calling hours, which apply to every campaign. */
  hours: Hours;
  /** Calls at the same time, without those kept free for incoming ones. */
  lines: number;
  /** US dollars for a call, before it is known. */
  callCost: number;
  agents: { id: string; name: string; canCall: boolean }[];
  channels: ChannelStatus[];
  /** The server's time when the page was made, ISO 8601. */
  now: string;
}
