import * as z from "zod/mini";
import { CHANNELS, DISPOSITIONS, OUTCOMES, RECIPIENT_STATUSES, SENTIMENTS } from "./words";

const count = z.int();

/** What came of a campaign, as counts from which every figure is derived: `GET /api/campaigns/:id/analytics`. */
export const CampaignAnalytics = z.object({
  recipients: z.array(
    z.object({
      status: z.enum(RECIPIENT_STATUSES),
      outcome: z.nullable(z.enum(OUTCOMES)),
      attempts: count,
      count,
      reached: count,
      converted: count,
      /** US dollars. */
      cost: z.number(),
    }),
  ),
  timeline: z.object({
    unit: z.nullable(z.enum(["hour", "day", "week", "month"])),
    /** `at` is the local time in the account's zone at which a bucket begins, 2026-11-21T09:00. */
    buckets: z.array(z.object({ at: z.string(), contacts: count, answers: count, conversions: count })),
  }),
  /** Every attempt; those that are not counted never went out. */
  calls: z.array(
    z.object({
      disposition: z.nullable(z.enum(DISPOSITIONS)),
      sentiment: z.nullable(z.enum(SENTIMENTS)),
      counted: z.boolean(),
      count,
    }),
  ),
  /** By the customer's own clock; 1 is Monday. `answered` calls were spoken on. */
  hours: z.array(z.object({ day: count, hour: count, calls: count, answered: count })),
  /** Calls to customers whose time zone is not known: these stand under the account's. */
  unzoned: count,
  /** Each step of the campaign, in order. Customers, but for `sent` and `cost`. */
  touches: z.array(
    z.object({
      step: count,
      channel: z.enum(CHANNELS),
      /** Whom it went out to. */
      people: count,
      /** How often it went out: a call may be tried again. */
      sent: count,
      arrived: count,
      /** By a person, as far as one can tell; like `clicked`. */
      opened: count,
      clicked: count,
      replied: count,
      /** Talked to us on the phone. */
      spoke: count,
      /** Clicked, replied or talked. */
      responded: count,
      /** Each customer who converted stands with one touch: the one that did it. */
      converted: count,
      bounced: count,
      failed: count,
      complained: count,
      opted_out: count,
      /** US dollars. */
      cost: z.number(),
    }),
  ),
  /** Of the steps that have variants. `converted` at any time after the touch. */
  variants: z.array(
    z.object({
      step: count,
      channel: z.enum(CHANNELS),
      variant: z.string(),
      people: count,
      arrived: count,
      responded: count,
      converted: count,
    }),
  ),
  /** Who came back by a lead of their own or of a conversation, of those whom the campaign was for and of those held out. */
  effect: z.nullable(
    z.object({
      contacted: count,
      contacted_back: count,
      held_out: count,
      held_out_back: count,
      /** Until when leads count, ISO 8601. */
      until: z.string(),
    }),
  ),
});
export type CampaignAnalytics = z.infer<typeof CampaignAnalytics>;

type Recipients = CampaignAnalytics["recipients"];
const sum = (rows: Recipients, of: (row: Recipients[number]) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

export interface Totals {
  selected: number;
  contacted: number;
  /** Spoke to us and did not ask to be left alone: the status «Answered» of the list. */
  answered: number;
  /** Spoke to us at all. */
  reached: number;
  converted: number;
  optedOut: number;
  /** Contacts that went out. */
  calls: number;
  /** US dollars. */
  cost: number;
}

export function totalsOf({ recipients }: CampaignAnalytics): Totals {
  const inStatus = (status: string) => sum(recipients, (row) => (row.status === status ? row.count : 0));
  return {
    selected: sum(recipients, (row) => row.count),
    contacted: sum(recipients, (row) => (row.attempts > 0 ? row.count : 0)),
    answered: inStatus("answered"),
    reached: sum(recipients, (row) => row.reached),
    converted: sum(recipients, (row) => row.converted),
    optedOut: inStatus("opted_out"),
    calls: sum(recipients, (row) => row.attempts * row.count),
    cost: sum(recipients, (row) => row.cost),
  };
}

/** Whether anything but calls is part of it: then words of calls would not fit. */
export const hasMessages = ({ touches }: Pick<CampaignAnalytics, "touches">): boolean =>
  touches.some(({ channel }) => channel !== "call");
export const hasCalls = ({ touches }: Pick<CampaignAnalytics, "touches">): boolean =>
  touches.some(({ channel }) => channel === "call");

/** The variants of one step after the other. */
export function variantsByStep({ variants }: CampaignAnalytics): CampaignAnalytics["variants"][] {
  const steps = [...new Set(variants.map(({ step }) => step))];
  return steps.map((step) => variants.filter((one) => one.step === step));
}

/** How many of each value there are, in the order of `values`; none is left out. */
export function countBy<Row extends { count: number }, Value extends string>(
  rows: readonly Row[],
  values: readonly Value[],
  of: (row: Row) => string | null,
): { value: Value; count: number }[] {
  const counts = new Map<string | null, number>();
  for (const row of rows) counts.set(of(row), (counts.get(of(row)) ?? 0) + row.count);
  return values.map((value) => ({ value, count: counts.get(value) ?? 0 }));
}

/** After how many calls people answered, and of how many who were called that often. */
export function attemptsUntilAnswered({ recipients }: CampaignAnalytics) {
  const most = Math.max(0, ...recipients.map((row) => row.attempts));
  return Array.from({ length: most }, (_, index) => {
    const call = index + 1;
    const answered = sum(recipients, (row) => (row.status === "answered" && row.attempts === call ? row.count : 0));
    return { call, answered, called: sum(recipients, (row) => (row.attempts >= call ? row.count : 0)) };
  });
}

/** A share is only worth a conclusion from so many on: below, chance alone moves it by ten percent and more. */
const SMALL_SAMPLE = 30;
export const isSmall = (whole: number): boolean => whole > 0 && whole < SMALL_SAMPLE;

/** Which of five classes of shading a share falls into; null where there were no calls. */
export function shadeOf(answered: number, calls: number): 0 | 1 | 2 | 3 | 4 | null {
  if (calls === 0) return null;
  const share = answered / calls;
  if (share === 0) return 0;
  return share < 0.2 ? 1 : share < 0.4 ? 2 : share < 0.6 ? 3 : 4;
}
