import * as z from "zod/mini";
import { MESSAGE } from "@/lib/core/errors";

const ErrorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), details: z.optional(z.unknown()) }),
});
/** `blocking: false` is advice; `path` names a field. */
const Issue = z.object({
  message: z.string(),
  path: z.optional(z.string()),
  blocking: z.optional(z.boolean()),
});
export type Issue = z.infer<typeof Issue>;

/** What the API refused, in its own words, or that it could not be reached (`offline`). */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly details?: unknown,
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** What to mend, where the refusal lists it. */
  get issues(): Issue[] {
    const parsed = z.array(Issue).safeParse(this.details);
    return parsed.success ? parsed.data : [];
  }
}

/** Said on the window when something that was sent needs a session and there is none. */
export const SESSION_ENDED = "rekindle:session-ended";

/** Asks our own API. @throws ApiError also for an answer that isn't in the expected shape. */
export async function api<S extends z.core.$ZodType>(
  path: string,
  schema: S,
  request: { method?: string; body?: unknown; signal?: AbortSignal } = {},
): Promise<z.output<S>> {
  const { method = "GET", body, signal } = request;
  const response = await fetch(path, {
    method,
    ...(signal ? { signal } : {}),
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(
      "offline",
      "The server can't be reached. Check your connection; nothing that you entered is lost.",
      0,
    );
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const refused = ErrorBody.safeParse(answer);
    if (!refused.success) throw new ApiError("internal", MESSAGE.internal, response.status);
    const { code, message, details } = refused.data.error;
    if (code === "not_signed_in" && method !== "GET") window.dispatchEvent(new Event(SESSION_ENDED));
    throw new ApiError(code, message, response.status, details);
  }
  const parsed = z.safeParse(schema, answer);
  if (!parsed.success) throw new ApiError("internal", MESSAGE.internal, response.status);
  return parsed.data;
}
