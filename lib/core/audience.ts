import { z } from "zod";
import { Criteria } from "./criteria";
import { CHANNELS, CONSENT_PURPOSES, OUTREACH_METHODS } from "./words";

/** `POST /api/audience/preview`: who a campaign would reach by this method. `sample` says how many of them are shown. */
export const AudienceQuery = z
  .strictObject({
    target_criteria: Criteria,
    outreach_method: z.enum(OUTREACH_METHODS).default("call"),
    /** The ways of a sequence's touches, each once; all of them where it is not known yet. Only with `multi`. */
    channels: z
      .array(z.enum(CHANNELS))
      .min(1)
      .refine((channels) => new Set(channels).size === channels.length, "Name each way once")
      .optional(),
    purpose: z.enum(CONSENT_PURPOSES).default("marketing"),
    sample: z.int().min(1).max(50).default(10),
  })
  .refine(({ channels, outreach_method: method }) => channels === undefined || method === "multi", {
    path: ["channels"],
    message: "Leave this out: only a sequence has several ways",
  });
export type AudienceQuery = z.infer<typeof AudienceQuery>;
