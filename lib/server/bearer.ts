import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a request carries `Authorization: Bearer <secret>`, in a time that tells nothing about how much of it is right. */
export function hasBearer(request: Request, secret: string | null): boolean {
  if (!secret) return false;
  const [, given = ""] = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  // Digests have one length, which timingSafeEqual asks for.
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
