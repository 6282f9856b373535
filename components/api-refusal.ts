import * as z from "zod/mini";
import { MESSAGE } from "@/lib/core/errors";
import { ApiError, SESSION_ENDED } from "./api-error";

const Issue = z.object({
  message: z.string(),
  path: z.optional(z.string()),
  field: z.optional(z.string()),
  customer_id: z.optional(z.string()),
  blocking: z.optional(z.boolean()),
});

const Refusal = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.optional(z.unknown()),
  }),
});

/** What the API says when it refuses, as an error that lists what to mend; what is not its answer is an internal one.
 *  @param sent whether something was sent that a missing session now keeps from being done */
export function toApiError(answer: unknown, status: number, sent: boolean): ApiError {
  const refusal = Refusal.safeParse(answer);
  if (!refusal.success) return new ApiError("internal", MESSAGE.internal, status);
  const { code, message, details } = refusal.data.error;
  if (code === "not_signed_in" && sent) window.dispatchEvent(new Event(SESSION_ENDED));
  return new ApiError(code, message, status, z.array(Issue).safeParse(details).data ?? [], details);
}
