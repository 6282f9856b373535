import { createHmac, timingSafeEqual } from "node:crypto";

/** What a token of ours is for. `unsubscribe` serves for as long as its message is known. */
export type LinkToken =
  | { purpose: "unsubscribe"; attemptId: string }
  /** Asks whoever got the message for consent to calls. */
  | { purpose: "consent"; attemptId: string }
  /** @property index of the message's links, from 0 */
  | { purpose: "link"; attemptId: string; index: number };

/** How the links in messages are made and read. */
export interface LinkTokens {
  unsubscribe(attemptId: string): string;
  consent(attemptId: string): string;
  /** @throws RangeError for more than 256 links */
  link(attemptId: string, index: number): string;
  /** Null for everything that we did not make ourselves. */
  read(token: string): LinkToken | null;
}

const PURPOSE = { unsubscribe: 1, link: 2, consent: 3 } as const;
const [ID_BYTES, BODY_BYTES, MAC_BYTES] = [16, 18, 16] as const;
/** 34 bytes in base64url: short enough for a text message. */
const TOKEN = /^[\w-]{46}$/;

/** Signs and reads the tokens of links: the attempt's id, the purpose and the link's place, and the first half of their HMAC-SHA256.
 *  Nothing is stored, so an old link works as long as the secret stays. @param secret 32 characters or more */
export function linkTokens(secret: string): LinkTokens {
  const macOf = (body: Buffer) =>
    createHmac("sha256", secret).update("rekindle link\0").update(body).digest().subarray(0, MAC_BYTES);
  const sign = (attemptId: string, purpose: keyof typeof PURPOSE, index: number) => {
    const id = Buffer.from(attemptId.replaceAll("-", ""), "hex");
    if (id.length !== ID_BYTES) throw new TypeError("an attempt has a UUID");
    if (!Number.isInteger(index) || index < 0 || index > 255) throw new RangeError("a message has at most 256 links");
    const body = Buffer.concat([id, Buffer.from([PURPOSE[purpose], index])]);
    return Buffer.concat([body, macOf(body)]).toString("base64url");
  };
  return {
    unsubscribe: (attemptId) => sign(attemptId, "unsubscribe", 0),
    consent: (attemptId) => sign(attemptId, "consent", 0),
    link: (attemptId, index) => sign(attemptId, "link", index),
    read(token) {
      if (!TOKEN.test(token)) return null;
      const bytes = Buffer.from(token, "base64url");
      // The last letter has bits to spare: one spelling alone is ours.
      if (bytes.toString("base64url") !== token) return null;
      const body = bytes.subarray(0, BODY_BYTES);
      if (!timingSafeEqual(bytes.subarray(BODY_BYTES), macOf(body))) return null;
      return meaningOf(body);
    },
  };
}

function meaningOf(body: Buffer): LinkToken | null {
  const hex = body.toString("hex", 0, ID_BYTES);
  const attemptId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const [purpose, index = 0] = body.subarray(ID_BYTES);
  if (purpose === PURPOSE.unsubscribe) return { purpose: "unsubscribe", attemptId };
  if (purpose === PURPOSE.consent) return { purpose: "consent", attemptId };
  return purpose === PURPOSE.link ? { purpose: "link", attemptId, index } : null;
}
