import { attemptsUntilAnswered, type CampaignAnalytics, countBy, totalsOf } from "@/lib/core/analytics";
import { DISPOSITIONS, OUTCOMES, RECIPIENT_STATUSES, SENTIMENTS } from "@/lib/core/words";
import { DISPOSITION_LABEL, SENTIMENT_LABEL } from "../attempts/labels";
import { formatMoney, formatShare } from "../format";
import { OUTCOME_LABEL, RECIPIENT_STATUS_LABEL } from "../recipients/labels";
import { bucketText, DAYS } from "./times";
import { TOUCH_TABLE, wordsOf } from "./touch-tables";

/** Every figure of the page has its table here: on the page, and as a file. */
export const CHARTS = [
  "funnel",
  "rates",
  "timeline",
  "statuses",
  "outcomes",
  "dispositions",
  "hours",
  "attempts",
  "sentiment",
  "costs",
  "touches",
  "delivery",
  "variants",
  "effect",
] as const;
export type Chart = (typeof CHARTS)[number];

type Cell = string | number | null;
export interface ChartTable {
  columns: string[];
  /** `query` filters the list that shows who or what was counted: of recipients, or of calls. */
  rows: { cells: Cell[]; recipients?: string; calls?: string }[];
}

/** One chart as a table. The first column says what, the others how much. */
export function chartTable(chart: Chart, data: CampaignAnalytics): ChartTable {
  return TABLE[chart](data);
}

const TABLE: Record<Chart, (data: CampaignAnalytics) => ChartTable> = {
  funnel(data) {
    const { selected, contacted, answered, converted } = totalsOf(data);
    return {
      columns: ["Step", "Customers", "Of the step before", "Of selected"],
      rows: [
        { cells: ["Selected", selected, null, formatShare(selected, selected)], recipients: "" },
        {
          cells: ["Contacted", contacted, formatShare(contacted, selected), formatShare(contacted, selected)],
          recipients: "stage=contacted",
        },
        {
          cells: ["Answered", answered, formatShare(answered, contacted), formatShare(answered, selected)],
          recipients: "status=answered",
        },
        {
          cells: ["Converted", converted, formatShare(converted, answered), formatShare(converted, selected)],
          recipients: "stage=converted",
        },
      ],
    };
  },
  rates: (data) => ({
    columns: ["Rate", "Customers", "Of", "Share"],
    rows: ratesOf(data).map(({ label, part, whole }) => ({ cells: [label, part, whole, formatShare(part, whole)] })),
  }),
  timeline: ({ timeline, ...data }) => ({
    columns: ["Time", wordsOf(data).contacts, "First answers", "Conversions"],
    rows: timeline.buckets.map(({ at, contacts, answers, conversions }) => ({
      cells: [bucketText(at, timeline.unit ?? "day"), contacts, answers, conversions],
    })),
  }),
  statuses(data) {
    const { selected } = totalsOf(data);
    return {
      columns: ["Status", "Customers", "Of selected"],
      rows: countBy(data.recipients, RECIPIENT_STATUSES, (row) => row.status)
        .filter(({ count }) => count > 0)
        .map(({ value, count }) => ({
          cells: [RECIPIENT_STATUS_LABEL[value].label, count, formatShare(count, selected)],
          recipients: `status=${value}`,
        })),
    };
  },
  outcomes(data) {
    const { reached } = totalsOf(data);
    return {
      columns: ["Outcome", "Customers", `Of ${wordsOf(data).reached.toLowerCase()}`],
      rows: countBy(data.recipients, OUTCOMES, (row) => row.outcome).map(({ value, count }) => ({
        cells: [OUTCOME_LABEL[value].label, count, formatShare(count, reached)],
        recipients: `outcome=${value}`,
      })),
    };
  },
  dispositions(data) {
    const total = data.calls.reduce((sum, row) => sum + row.count, 0);
    const open = data.calls.filter((row) => row.disposition === null).reduce((sum, row) => sum + row.count, 0);
    const rows: ChartTable["rows"] = countBy(data.calls, DISPOSITIONS, (row) => row.disposition)
      .filter(({ count }) => count > 0)
      .map(({ value, count }) => ({
        cells: [DISPOSITION_LABEL[value].label, count, formatShare(count, total)],
        calls: `disposition=${value}`,
      }));
    if (open > 0) rows.push({ cells: ["In progress", open, formatShare(open, total)] });
    const { contacts } = wordsOf(data);
    return { columns: ["How it ended", contacts, `Of all ${contacts.toLowerCase()}`], rows };
  },
  hours: ({ hours }) => ({
    columns: ["Weekday", "Hour", "Calls", "Answered", "Answer rate"],
    rows: hours.map(({ day, hour, calls, answered }) => ({
      cells: [
        DAYS[day - 1] ?? "",
        `${String(hour).padStart(2, "0")}:00`,
        calls,
        answered,
        formatShare(answered, calls),
      ],
    })),
  }),
  attempts: (data) => ({
    columns: [wordsOf(data).contact, "Answered on it", `${wordsOf(data).often} that often`, "Share"],
    rows: attemptsUntilAnswered(data).map(({ call, answered, called }) => ({
      cells: [call, answered, called, formatShare(answered, called)],
    })),
  }),
  sentiment(data) {
    const counts = countBy(data.calls, SENTIMENTS, (row) => row.sentiment);
    const rated = counts.reduce((sum, { count }) => sum + count, 0);
    return {
      columns: ["Sentiment", "Calls", "Of rated calls"],
      rows: counts.map(({ value, count }) => ({
        cells: [SENTIMENT_LABEL[value].label, count, formatShare(count, rated)],
        calls: `sentiment=${value}`,
      })),
    };
  },
  costs(data) {
    const { cost, calls, answered, converted } = totalsOf(data);
    const each = (whole: number) => (whole > 0 ? formatMoney(cost / whole) : "–");
    return {
      columns: ["Cost", "US dollars", "Divided by"],
      rows: [
        { cells: ["In all", formatMoney(cost), null] },
        { cells: [`A ${wordsOf(data).contact.toLowerCase()}`, each(calls), calls || "None yet"] },
        { cells: ["An answer", each(answered), answered || "None yet"] },
        { cells: ["A conversion", each(converted), converted || "None yet"] },
      ],
    };
  },
  ...TOUCH_TABLE,
};

/** Shares with what they are shares of. */
export function ratesOf(data: CampaignAnalytics) {
  const { contacted, reached, answered, converted, optedOut } = totalsOf(data);
  const words = wordsOf(data);
  return [
    { label: "Response rate", part: answered, whole: contacted, of: "contacted answered" },
    { label: words.reached, part: reached, whole: contacted, of: words.reachedOf },
    { label: "Conversion rate", part: converted, whole: answered, of: "who answered converted" },
    { label: "Opt-out rate", part: optedOut, whole: contacted, of: "contacted opted out" },
  ];
}
