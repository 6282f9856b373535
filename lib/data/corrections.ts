import { z } from "zod";
import type { Outcome } from "@/lib/core/call";
import { AppError, type ErrorCode, STATUS } from "@/lib/core/errors";
import { type Client, unwrap } from "./client";

const Refused = z.object({
  ok: z.literal(false),
  code: z.custom<ErrorCode>((code) => typeof code === "string" && Object.hasOwn(STATUS, code)),
});
const changeOf = <S extends z.ZodRawShape>(shape: S) =>
  z.discriminatedUnion("ok", [z.object({ ok: z.literal(true), ...shape }), Refused]);
const Excluded = changeOf({});
const Retried = changeOf({ campaign: z.string() });
const Corrected = changeOf({ changed: z.boolean(), lead_id: z.uuid().nullable() });

interface By {
  accountId: string;
  actorId: string;
}
interface OfRecipient extends By {
  campaignId: string;
  recipientId: string;
}

/** An answer that is not as agreed is a fault of ours. */
function read<T extends z.ZodType>(schema: T, answer: unknown): z.output<T> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new AppError("internal", undefined, { cause: parsed.error });
  return parsed.data;
}

const recipientArgs = ({ accountId, actorId, campaignId, recipientId }: OfRecipient, now: Date) => ({
  p_user_id: accountId,
  p_campaign: campaignId,
  p_recipient: recipientId,
  p_actor: actorId,
  p_now: now.toISOString(),
});

/** What an owner may change about one person or one call. Service role only: the caller has made sure whose account it is. */
export const correctionsData = (client: Client) => ({
  async exclude(which: OfRecipient, now: Date): Promise<z.infer<typeof Excluded>> {
    return read(Excluded, unwrap(await client.rpc("exclude_recipient", recipientArgs(which, now))));
  },

  async retry(which: OfRecipient, now: Date): Promise<z.infer<typeof Retried>> {
    return read(Retried, unwrap(await client.rpc("retry_recipient", recipientArgs(which, now))));
  },

  async outcome(
    correction: By & { attemptId: string; outcome: Outcome; note: string | null },
    now: Date,
  ): Promise<z.infer<typeof Corrected>> {
    const { accountId, actorId, attemptId, outcome, note } = correction;
    const args = {
      ...{ p_user_id: accountId, p_attempt: attemptId, p_outcome: outcome, p_actor: actorId, p_now: now.toISOString() },
      ...(note === null ? {} : { p_note: note }),
    };
    return read(Corrected, unwrap(await client.rpc("correct_outcome", args)));
  },
});
export type CorrectionsData = ReturnType<typeof correctionsData>;
