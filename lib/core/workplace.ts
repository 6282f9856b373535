import type { ChannelStatus } from "./channels";
import type { Hours } from "./hours";

/** What an owner's campaigns are made from: the agents and the account's limits, with the database's defaults where the owner
 *  has not chosen any. */
export interface Workplace {
  accountId: string;
  /** IANA. */
  timeZone: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  hours: Hours;
  /** Calls at the same time, without those kept free for incoming ones. */
  lines: number;
  /** US dollars for a call, before it is known. */
  callCost: number;
  agents: { id: string; name: string; canCall: boolean; missing: ("assistant" | "number")[] }[];
  channels: ChannelStatus[];
  /** ISO 8601. */
  now: string;
}
