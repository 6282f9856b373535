import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a request carries `Authorization: Bearer <secret>`, in a time that tells nothing about how much of it is right. */
export function hasBearer(request: Request, secret: string): boolean {
  const [, given = ""] = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  // Digests have one length, which timingSafeEqual asks for.
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return secret !== "" && timingSafeEqual(digest(given), digest(secret));
}
