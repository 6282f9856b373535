import { z } from "zod";

/** `POST /api/overrides`: an exception from a rule, from now on. */
export const NewOverride = z.strictObject({
  rule: z.string().min(1).max(100),
  jurisdiction: z.string().min(1).max(10),
  channel: z.enum(["voice", "sms", "email", "any"]),
  reason: z
    .string()
    .trim()
    .min(20, "Write at least 20 characters: why you may do what the rule forbids")
    .max(500, "Write 500 characters at most"),
  days: z.int("Enter a whole number").min(1, "1 day at least").max(90, "90 days at most"),
});
export type NewOverride = z.infer<typeof NewOverride>;
