import { type CampaignAnalytics, hasMessages, variantsByStep } from "@/lib/core/analytics";
import { credibleInterval, effectOf, type Interval, pointsText, rateText, type Tally } from "@/lib/core/experiment";
import type { Channel } from "@/lib/core/words";
import { formatCount, formatMoney, formatShare } from "../format";
import type { ChartTable } from "./tables";

type Touch = CampaignAnalytics["touches"][number];

const CHANNEL: Record<Channel, string> = { call: "Call", email: "Email", sms: "Text message" };

/** "2. Text message". */
export const touchName = ({ step, channel }: Pick<Touch, "step" | "channel">): string => `${step}. ${CHANNEL[channel]}`;

export interface Stage {
  label: string;
  count: number;
  /** Of how many that is a share. */
  of: { count: number; word: string } | null;
  /** Filters the list of recipients to them, where it is the only touch. */
  recipients?: string;
}

const FIRST: Record<Channel, string> = { call: "Called", email: "Sent", sms: "Sent" };

/** How far the people of a touch got, each share with what it is a share of. */
export function stagesOf(touch: Touch, isOnly: boolean): Stage[] {
  const { channel, people, arrived, opened, clicked, replied, spoke, converted } = touch;
  const ofPeople = { count: people, word: FIRST[channel].toLowerCase() };
  const ofArrived = { count: arrived, word: "delivered" };
  const listed = (filter: string) => (isOnly ? { recipients: filter } : {});
  const first = { label: FIRST[channel], count: people, of: null, ...listed("stage=contacted") };
  const last = { label: "Converted", count: converted, of: ofPeople, ...listed("stage=converted") };
  if (channel === "call") return [first, { label: "Talked", count: spoke, of: ofPeople }, last];
  return [
    first,
    { label: "Delivered", count: arrived, of: ofPeople, ...listed("stage=arrived") },
    ...(channel === "email" ? [{ label: "Opened", count: opened, of: ofArrived, ...listed("stage=opened") }] : []),
    { label: "Clicked", count: clicked, of: ofArrived, ...listed("stage=clicked") },
    { label: "Replied", count: replied, of: ofArrived },
    last,
  ];
}

const between = ({ low, high }: Interval): string => `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}%`;

/** "9.2%" and where it may truly lie. */
const rateCells = (tally: Tally): string[] => [rateText(tally), between(credibleInterval(tally))];

/** What variants are compared by. */
export const MEASURES = [
  { measure: "responded", label: "Responses", note: "Clicked, replied or talked, of those who got it." },
  { measure: "converted", label: "Conversions", note: "At any time after it, of those who got it." },
] as const;
export type Measure = (typeof MEASURES)[number]["measure"];

export const armsOf = (variants: CampaignAnalytics["variants"], measure: Measure) =>
  variants.map((one) => ({ name: one.variant, successes: one[measure], trials: one.people }));

/** The two groups of a comparison with those held out. */
export const groupsOf = (effect: NonNullable<CampaignAnalytics["effect"]>) => ({
  contacted: { successes: effect.contacted_back, trials: effect.contacted },
  heldOut: { successes: effect.held_out_back, trials: effect.held_out },
});

export const TOUCH_TABLE = {
  touches: (data: CampaignAnalytics): ChartTable => ({
    columns: ["Touch", "Customers", "Of", "Share"],
    rows: data.touches.flatMap((touch) =>
      stagesOf(touch, data.touches.length === 1).map(({ label, count, of, recipients }) => ({
        cells: [
          `${touchName(touch)}: ${label.toLowerCase()}`,
          count,
          of && `${formatCount(of.count)} ${of.word}`,
          of && formatShare(count, of.count),
        ],
        ...(recipients === undefined ? {} : { recipients }),
      })),
    ),
  }),
  delivery: (data: CampaignAnalytics): ChartTable => ({
    columns: ["Touch", "Times", "Bounced", "Not delivered", "Complained", "Opted out", "Cost"],
    rows: data.touches.map((touch) => ({
      cells: [
        touchName(touch),
        ...[touch.sent, touch.bounced, touch.failed, touch.complained, touch.opted_out],
        formatMoney(touch.cost),
      ],
    })),
  }),
  variants: (data: CampaignAnalytics): ChartTable => ({
    columns: [
      ...["Variant", "Customers", "Delivered", "Responded", "Response rate", "Likely response rate"],
      ...["Converted", "Conversion rate", "Likely conversion rate"],
    ],
    rows: variantsByStep(data)
      .flat()
      .map((one) => ({
        cells: [
          ...[
            `${touchName(one)}: ${one.variant}`,
            one.people,
            one.channel === "call" ? null : one.arrived,
            one.responded,
          ],
          ...rateCells({ successes: one.responded, trials: one.people }),
          one.converted,
          ...rateCells({ successes: one.converted, trials: one.people }),
        ],
      })),
  }),
  effect: ({ effect }: CampaignAnalytics): ChartTable => {
    const columns = ["Group", "Customers", "Came back", "Share", "Likely between"];
    if (!effect) return { columns, rows: [] };
    const { contacted, heldOut } = groupsOf(effect);
    const { lift } = effectOf(contacted, heldOut);
    const row = (name: string, group: Tally) => ({
      cells: [name, group.trials, group.successes, ...rateCells(group)],
    });
    const difference =
      contacted.trials > 0 && heldOut.trials > 0
        ? pointsText(contacted.successes / contacted.trials - heldOut.successes / heldOut.trials)
        : null;
    return {
      columns,
      rows: [
        row("Contacted", contacted),
        { ...row("Held out", heldOut), recipients: "reason=holdout" },
        {
          cells: [
            ...["Difference, in points", null, null, difference],
            `${pointsText(lift.low)} to ${pointsText(lift.high)}`,
          ],
        },
      ],
    };
  },
} satisfies Record<string, (data: CampaignAnalytics) => ChartTable>;

/** What words fit a campaign's contacts: those of calls where there is nothing else. */
export const wordsOf = (data: Pick<CampaignAnalytics, "touches">) =>
  hasMessages(data)
    ? {
        contacts: "Contacts",
        contact: "Contact",
        often: "Contacted",
        reached: "Responded",
        reachedOf: "contacted talked, replied or clicked",
      }
    : {
        contacts: "Calls",
        contact: "Call",
        often: "Called",
        reached: "Spoken to",
        reachedOf: "contacted were spoken to",
      };
