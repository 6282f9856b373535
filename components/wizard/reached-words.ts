import type { Channel } from "@/lib/core/words";

/** What is done to a customer over each way. */
export const REACHED: Record<Channel, string> = { call: "called", email: "emailed", sms: "texted" };
