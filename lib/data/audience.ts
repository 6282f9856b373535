import * as z from "zod/mini";
import type { AudienceQuery } from "@/lib/core/audience";
import { AudienceOptions, AudiencePreview } from "@/lib/core/audience-views";
import { AppError } from "@/lib/core/errors";
import { PlaceHours } from "@/lib/core/place-hours";
import { sequencePreview } from "@/lib/core/sequence-reach";
import { CHANNELS, type Channel } from "@/lib/core/words";
import { type Client, unwrap } from "./client";

const Counts = z.omit(AudiencePreview, { callable: true, channels: true, at: true });
type Places = NonNullable<AudiencePreview["places"]>;

/** Who a campaign would reach. Service role only: the caller has made sure that the account is the person's. */
export const audienceData = (client: Client) => ({
  /** Of a sequence each way is counted by itself, all at once; one that takes too long is left out.
   *  @throws AppError took_too_long where nothing could be counted in time */
  async preview(accountId: string, query: AudienceQuery, now: Date): Promise<AudiencePreview> {
    const { outreach_method: method, channels = CHANNELS } = query;
    if (method !== "multi") return this.previewBy(accountId, query, method, now);
    const count = async (channel: Channel) => {
      const preview = await inTime(this.previewBy(accountId, query, channel, now));
      return { channel, preview };
    };
    const preview = sequencePreview(await Promise.all(channels.map(count)));
    if (!preview) throw new AppError("took_too_long");
    return preview;
  },

  /** Over one way. @throws AppError took_too_long */
  async previewBy(accountId: string, query: AudienceQuery, channel: Channel, now: Date): Promise<AudiencePreview> {
    const args = {
      p_user_id: accountId,
      p_criteria: query.target_criteria,
      p_channel: channel,
      p_now: now.toISOString(),
      p_sample: query.sample,
      p_purpose: query.purpose,
    };
    const counts = read(Counts, unwrap(await client.rpc("preview_audience", args)));
    const skipped = Object.values(counts.skipped).reduce((sum, count) => sum + count, 0);
    const places = await this.withHours(counts.places ?? [], now);
    return { ...counts, places, at: now.toISOString(), callable: counts.matching - skipped };
  },

  /** Places that are closed now, with their hours of today. */
  async withHours(places: Places, now: Date): Promise<Places> {
    const closed = places.filter(({ reason }) => reason === "state_hours").map(({ place }) => place);
    if (closed.length === 0) return places;
    const rows = unwrap(await client.rpc("place_hours", { p_places: closed, p_now: now.toISOString() }));
    const hours = new Map(read(z.array(PlaceHours), rows).map((row) => [row.place, row]));
    return places.map((one) => {
      const known = hours.get(one.place);
      return known ? { ...one, hours: known } : one;
    });
  },

  async options(accountId: string): Promise<AudienceOptions> {
    return read(AudienceOptions, unwrap(await client.rpc("audience_options", { p_user_id: accountId })));
  },
});
export type AudienceData = ReturnType<typeof audienceData>;

/** Null for what took too long. */
const inTime = <T>(answer: Promise<T>): Promise<T | null> =>
  answer.catch((error) => {
    if (error instanceof AppError && error.code === "took_too_long") return null;
    throw error;
  });

/** An answer that is not as agreed is a fault of ours. */
function read<T>(schema: { safeParse(value: unknown): { data?: T; error?: unknown } }, answer: unknown): T {
  const { data, error } = schema.safeParse(answer);
  if (data === undefined) throw new AppError("internal", undefined, { cause: error });
  return data;
}
