import type { ApiError } from "./api";

/** Whether the request itself was refused: then asking for it again only repeats the refusal. */
export const isRefused = (error: ApiError | null): boolean =>
  error !== null && error.status >= 400 && error.status < 500;
