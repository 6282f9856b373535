import * as z from "zod/mini";
import { OUTREACH_METHODS } from "./words";

/** Whether this server and account can reach customers in a way, and if not, what is missing and where it is set. */
export const ChannelStatus = z.object({
  method: z.enum(OUTREACH_METHODS),
  ready: z.boolean(),
  missing: z.array(z.object({ what: z.string(), where: z.string() })),
});
export type ChannelStatus = z.infer<typeof ChannelStatus>;
