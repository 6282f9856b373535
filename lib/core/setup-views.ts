import * as z from "zod/mini";
import { PART_STATES, VOICE_STATES } from "./setup";

const Provider = z.object({
  state: z.enum(VOICE_STATES),
  /** What the provider said when it refused or failed, without secrets. */
  said: z.nullable(z.string()),
});
export type ProviderReport = z.infer<typeof Provider>;

/** What `GET /api/settings/check` found out. */
export const SetupReport = z.object({
  checked_at: z.string(),
  voice: Provider,
  email: Provider,
  sms: Provider,
  agents: z.array(z.object({ id: z.string(), assistant: z.enum(PART_STATES), phone_number: z.enum(PART_STATES) })),
  /** When the job engine last did its round; null when it never did. */
  swept_at: z.nullable(z.string()),
});
export type SetupReport = z.infer<typeof SetupReport>;
