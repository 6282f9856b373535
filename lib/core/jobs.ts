import { z } from "zod";

/** What each job is given. The catalogue binds these to actions; ids, never rows. */
export const JOB_INPUT = {
  "dispatch-campaign": z.strictObject({ campaignId: z.uuid() }),
  "contact-recipient": z.strictObject({ attemptId: z.uuid() }),
  "contact-messages": z.strictObject({
    channel: z.enum(["email", "sms"]),
    attemptIds: z.array(z.uuid()).min(1).max(100),
  }),
  "apply-message-events": z.strictObject({}),
  "apply-event": z.strictObject({ eventId: z.int() }),
  "reconcile-attempts": z.strictObject({}),
  "apply-retention": z.strictObject({}),
  sweep: z.strictObject({}),
} as const;
export type JobName = keyof typeof JOB_INPUT;
export type JobInput<N extends JobName> = z.infer<(typeof JOB_INPUT)[N]>;

/** The port for handing work to an engine. Nothing depends on a job for correctness: the sweep finds what was lost. */
export interface Jobs {
  /** @param options.key at most one waiting job has it; with Trigger.dev, of the delayed ones, at most one in five seconds.
   *  @param options.delayMs real time from now. */
  enqueue<N extends JobName>(name: N, input: JobInput<N>, options?: { key?: string; delayMs?: number }): Promise<void>;
}

/** Structured log: ids and codes, never contacts, transcripts or secrets. */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}
