/** The caller's network address: the last hop is the one that our own proxy, or Next.js itself, has seen; those before it are the
 *  caller's claims. */
export const callerAddress = (headers: Pick<Headers, "get">): string =>
  headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
