import { AppError } from "@/lib/core/errors";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses a state-changing request that another site made with the person's cookies.
 *  Every browser names its origin on such a request; one that names none is no browser, and nobody's cookies ride on it.
 *  @throws AppError not_allowed
 *  Source: OWASP, Cross-Site Request Forgery Prevention, "Fetch metadata" and "Verifying origin with standard headers". */
export function refuseForeignOrigin(request: Request, appUrl: string): void {
  if (SAFE_METHODS.has(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== new URL(appUrl).origin && site !== "same-origin") throw new AppError("not_allowed");
  if (site !== null && site !== "same-origin" && site !== "none") throw new AppError("not_allowed");
}
