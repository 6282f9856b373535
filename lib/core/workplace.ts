import type { ChannelStatus } from "./channels";
import type { Hours } from "./hours";
import type { Channel } from "./words";

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
  /** US dollars for a call, one segment of a text message and an email, before it is known. */
  costs: Record<Channel, number>;
  /** Whether emails keep to the calling hours too; calls and texts always do. */
  emailWithinHours: boolean;
  businessName: string | null;
  /** Within which a call has to say what it is about. */
  purposeWithinSeconds: number;
  /** Where a test email goes. */
  ownEmail: string;
  agents: { id: string; name: string; canCall: boolean; missing: ("assistant" | "number")[] }[];
  channels: ChannelStatus[];
  /** Whether there is anybody to choose from. */
  hasCustomers: boolean;
  /** ISO 8601. */
  now: string;
}
