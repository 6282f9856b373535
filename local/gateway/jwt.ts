import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { RestError } from "./errors";

const claimsSchema = z.looseObject({
  role: z.string().optional(),
  sub: z.string().optional(),
  session_id: z.string().optional(),
});
export type Claims = z.infer<typeof claimsSchema>;

/** Why a token is refused; each service words it in its own way. */
export class TokenError extends Error {
  readonly reason: "malformed" | "algorithm" | "signature" | "expired" | "not_yet" | "claims";

  constructor(reason: TokenError["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

export type Tokens = {
  sign(claims: Record<string, unknown>): Promise<string>;
  /** @throws TokenError */
  verify(token: string, now: Date): Promise<Claims>;
};

const LEEWAY_SECONDS = 30;
const REMEMBERED = 1000;

function reasonOf(error: unknown): TokenError {
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return new TokenError("signature", "signature is invalid");
  if (error instanceof errors.JOSEAlgNotAllowed) return new TokenError("algorithm", "signing method is invalid");
  if (error instanceof errors.JOSEError) return new TokenError("malformed", error.message);
  return new TokenError("malformed", "token is malformed");
}

/** HS256 tokens of one secret. A token that was verified once is only checked for its times after that. */
export function createTokens(secret: string): Tokens {
  const key = new TextEncoder().encode(secret);
  const known = new Map<string, Claims>();

  async function decode(token: string): Promise<Claims> {
    const remembered = known.get(token);
    if (remembered) return remembered;
    // Times are checked below, by the caller's clock; jose would otherwise use its own.
    const verified = await jwtVerify(token, key, { algorithms: ["HS256"], currentDate: new Date(0) }).catch(
      (error: unknown) => {
        if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) {
          return { payload: error.payload };
        }
        throw reasonOf(error);
      },
    );
    const claims = claimsSchema.safeParse(verified.payload);
    if (!claims.success) throw new TokenError("claims", "Parsing claims failed");
    if (known.size >= REMEMBERED) known.clear();
    known.set(token, claims.data);
    return claims.data;
  }

  return {
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(key),
    async verify(token, now) {
      const claims = await decode(token);
      checkTimes(claims, Math.floor(now.getTime() / 1000));
      return claims;
    },
  };
}

function time(claims: Claims, name: "exp" | "nbf" | "iat"): number | undefined {
  const value = claims[name];
  if (value === undefined || typeof value === "number") return value;
  throw new TokenError("claims", `The JWT '${name}' claim must be a number`);
}

function checkTimes(claims: Claims, seconds: number): void {
  const [expires, starts, issued] = [time(claims, "exp"), time(claims, "nbf"), time(claims, "iat")];
  if (expires !== undefined && seconds - LEEWAY_SECONDS > expires) throw new TokenError("expired", "JWT expired");
  if (starts !== undefined && seconds + LEEWAY_SECONDS < starts) throw new TokenError("not_yet", "JWT not yet valid");
  if (issued !== undefined && seconds + LEEWAY_SECONDS < issued)
    throw new TokenError("not_yet", "JWT issued at future");
}

/** A refused token as PostgREST reports it. */
export function tokenRefusal(error: TokenError, token: string): RestError {
  const refuse = (code: string, message: string, details?: string) =>
    new RestError(401, code, message, {
      details,
      headers: { "www-authenticate": `Bearer error="invalid_token", error_description="${message}"` },
    });
  if (error.reason === "expired" || error.reason === "not_yet" || error.reason === "claims") {
    return refuse("PGRST303", error.message);
  }
  const parts = token.split(".").length;
  if (parts !== 3) return refuse("PGRST301", `Expected 3 parts in JWT; got ${parts}`);
  if (error.reason === "signature") {
    return refuse("PGRST301", "No suitable key or wrong key type", "No suitable key was found to decode the JWT");
  }
  if (error.reason === "algorithm") return refuse("PGRST301", "Wrong or unsupported encoding algorithm");
  return refuse("PGRST301", "JWT couldn't be decoded");
}
