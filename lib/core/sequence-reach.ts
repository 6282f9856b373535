import type { AudiencePreview, Reach } from "./audience-views";
import type { Channel } from "./words";

export interface CountedWay {
  channel: Channel;
  /** Null where it took too long. */
  preview: AudiencePreview | null;
}

/** One preview of what was counted for each way of a sequence; null when none was. Who is reached by several ways is not known,
 *  but that at least so many are reached as by the one that reaches the most. */
export function sequencePreview(ways: CountedWay[]): AudiencePreview | null {
  const counted = ways.flatMap(({ preview }) => (preview ? [preview] : []));
  const [widest] = counted.sort((a, b) => b.callable - a.callable);
  if (!widest) return null;
  const channels = ways.map(({ channel, preview }) => ({ channel, reach: preview && reachOf(preview) }));
  return { ...widest, channels };
}

const reachOf = ({ callable, skipped, waiting, places }: AudiencePreview): Reach => ({
  callable,
  skipped,
  waiting,
  places,
});

/** What a preview says of one way; null where it does not.
 *  @param preview of a sequence, or of this way alone */
export function previewBy(preview: AudiencePreview, channel: Channel): AudiencePreview | null {
  if (!preview.channels) return preview;
  const reach = preview.channels.find((way) => way.channel === channel)?.reach;
  return reach ? { ...preview, ...reach, channels: undefined } : null;
}

const BY: Record<Channel, string> = { call: "by call", sms: "by text", email: "by email" };
const list = new Intl.ListFormat("en-US", { type: "unit" });

/** "by call or by text" */
export const waysText = (channels: Channel[]): string =>
  new Intl.ListFormat("en-US", { type: "disjunction" }).format(channels.map((channel) => BY[channel]));

/** "By call 1,204, by text 2,310, by email 2,918 of 3,000 can be reached." Empty where no way was counted. */
export function reachText({ matching, channels = [] }: AudiencePreview): string {
  const parts = channels.flatMap(({ channel, reach }) =>
    reach ? [`${BY[channel]} ${reach.callable.toLocaleString("en-US")}`] : [],
  );
  if (parts.length === 0) return "";
  return sentence(`${list.format(parts)} of ${matching.toLocaleString("en-US")} can be reached.`);
}

/** The ways whose count took too long. */
export const uncountedWays = ({ channels = [] }: AudiencePreview): Channel[] =>
  channels.flatMap(({ channel, reach }) => (reach ? [] : [channel]));

/** Says which counts are missing; null where none is. */
export function uncountedText(preview: AudiencePreview): string | null {
  const missing = uncountedWays(preview);
  if (missing.length === 0) return null;
  return `It took too long to count who can be reached ${waysText(missing)}.`;
}

/** Which share of those who match each way can reach, from 0 to 1, as far as it was counted. */
export function sharesOf({ matching, channels = [] }: AudiencePreview): Partial<Record<Channel, number>> {
  const shares = channels.flatMap(({ channel, reach }) =>
    reach && matching > 0 ? [[channel, reach.callable / matching]] : [],
  );
  return Object.fromEntries(shares);
}

const sentence = (text: string) => `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
