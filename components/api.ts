import { MESSAGE } from "@/lib/core/errors";
import { ApiError } from "./api-error";

export { ApiError };

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
  const { toApiError } = await import("./api-refusal").catch(() => Promise.reject(offline()));
  return toApiError(answer, response.status, method !== "GET");
}

const offline = () =>
  new ApiError("offline", "The server can't be reached. Check your connection; nothing that you entered is lost.", 0);
