import { MESSAGE } from "@/lib/core/errors";
import type { Issue } from "./api-refusal";

export type { Issue };

/** What the API refused, in its own words, or that it could not be reached (`offline`). */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    /** What to mend, where the refusal lists it. */
    readonly issues: Issue[] = [],
    /** The rest, as the API's refusal of that code has it. */
    readonly details?: unknown,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/** Said on the window when something that was sent needs a session and there is none. */
export const SESSION_ENDED = "rekindle:session-ended";

/** A zod schema, or where it is loaded from: a page that stands with its first data needs none before it asks for more. */
type Shape<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } };
type Loadable<T> = Shape<T> | (() => Promise<Shape<T>>);

export interface ApiRequest {
  method?: string;
  body?: unknown;
  signal?: AbortSignal;
}

/** Asks our own API. @throws ApiError also for an answer that isn't in the expected shape. */
export async function api<T>(path: string, shape: Loadable<T>, request: ApiRequest = {}): Promise<T> {
  const { method = "GET", body, signal } = request;
  const response = await fetch(path, {
    method,
    ...(signal ? { signal } : {}),
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw offline();
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw await refusalOf(response, answer, method);
  const loaded = await (typeof shape === "function" ? shape().catch(() => Promise.reject(offline())) : shape);
  const parsed = loaded.safeParse(answer);
  if (!parsed.success) throw new ApiError("internal", MESSAGE.internal, response.status);
  return parsed.data;
}

async function refusalOf(response: Response, answer: unknown, method: string): Promise<ApiError> {
  const { readRefusal } = await import("./api-refusal").catch(() => Promise.reject(offline()));
  const refusal = readRefusal(answer);
  if (!refusal) return new ApiError("internal", MESSAGE.internal, response.status);
  if (refusal.code === "not_signed_in" && method !== "GET") window.dispatchEvent(new Event(SESSION_ENDED));
  return new ApiError(refusal.code, refusal.message, response.status, refusal.issues, refusal.details);
}

const offline = () =>
  new ApiError("offline", "The server can't be reached. Check your connection; nothing that you entered is lost.", 0);
