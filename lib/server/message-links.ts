import { createHmac } from "node:crypto";
import { agreeByLink, withdrawByLink } from "@/lib/actions/agree-by-link";
import { followLink } from "@/lib/actions/follow-link";
import { unsubscribe } from "@/lib/actions/unsubscribe";
import { readConsentForm } from "@/lib/core/consent-wording";
import { AppError } from "@/lib/core/errors";
import { isPrefetch } from "@/lib/core/scanners";
import { readOptOutForm } from "@/lib/core/unsubscribe";
import { callerAddress } from "./caller-address";
import { engineDeps } from "./deps";
import { serverEnv } from "./env";
import { type LinkToken, linkTokens } from "./link-tokens";
import { logError } from "./log";
import { plainPage } from "./plain-page";
import { slidingWindow } from "./rate-limit";
import { readBody } from "./read-request";

const MINUTE = 60_000;
const clock = () => new Date();
/** Nobody presses one link more often; the rest is sent on uncounted, so that no link fills the inbox. */
const perLink = slidingWindow({ tries: 10, windowMs: MINUTE }, clock);
/** A mail provider asks for all of its customers from few addresses: nobody's wish may be lost to a limit that is too low. */
const perAddress = slidingWindow({ tries: 300, windowMs: MINUTE }, clock);
const perToken = slidingWindow({ tries: 10, windowMs: MINUTE }, clock);
const MAX_FORM_BYTES = 16_384;

/** What a token of a message's link means; null when we did not make it. */
export function readLinkToken(token: string): LinkToken | null {
  const secret = serverEnv().linkSecret;
  return secret === null ? null : linkTokens(secret).read(token);
}

/** Sends the visitor of a tracked link on to what the message named, and nowhere else. */
export async function answerLink(request: Request, token: string): Promise<Response> {
  const link = readLinkToken(token);
  if (link?.purpose !== "link") return plainPage("nowhere");
  const header = (name: string) => request.headers.get(name);
  const isCounted = request.method === "GET" && !isPrefetch(header) && perLink.take(token);
  try {
    const { attemptId, index } = link;
    const target = await followLink(engineDeps(), {
      ...{ attemptId, index, isCounted, userAgent: header("user-agent") ?? "" },
    });
    return target === null ? plainPage("nowhere") : sendTo(target);
  } catch (error) {
    logError("link_not_followed", error, { attempt_id: link.attemptId });
    return plainPage("unavailable");
  }
}

/** A header takes no letter beyond ASCII; what can be written as it is stays as it is. */
const sendTo = (target: string): Response =>
  new Response(null, {
    status: 302,
    headers: {
      location: /^[\x21-\x7e]+$/.test(target) ? target : new URL(target).href,
      "cache-control": "no-store",
      "x-robots-tag": "noindex",
    },
  });

/** Takes an opt-out by link: from the button of a mail program (RFC 8058), or from our page, which then shows what holds. */
export async function answerOptOut(request: Request, token: string): Promise<Response> {
  const link = readLinkToken(token);
  if (link?.purpose !== "unsubscribe") return plainPage("opt_out_unknown");
  if (!perAddress.take(callerAddress(request.headers)) || !perToken.take(token)) return plainPage("too_often");
  try {
    const asked = readOptOutForm(await readFields(request));
    if (!asked) return plainPage("opt_out_unclear");
    await unsubscribe(engineDeps(), { attemptId: link.attemptId, ...asked });
    const headers = { "cache-control": "no-store" };
    if (asked.method === "one_click")
      return new Response("You are unsubscribed.\n", { headers: { ...headers, "content-type": "text/plain" } });
    return new Response(null, { status: 303, headers: { ...headers, location: `/u/${token}` } });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return plainPage("opt_out_unknown");
    logError("opt_out_failed", error, { attempt_id: link.attemptId });
    return plainPage("unavailable");
  }
}

/** Takes an agreement to calls from our page, or takes it back. Nothing is stored but by such a form. */
export async function answerConsent(request: Request, token: string): Promise<Response> {
  const link = readLinkToken(token);
  if (link?.purpose !== "consent") return plainPage("nowhere");
  const address = callerAddress(request.headers);
  if (!perAddress.take(address) || !perToken.take(token)) return plainPage("too_often");
  try {
    const asked = readConsentForm(await readFields(request));
    if (!asked) return plainPage("consent_unclear");
    if (asked.kind === "withdraw") await withdrawByLink(engineDeps(), link.attemptId);
    const isStored =
      asked.kind === "withdraw" ||
      (await agreeByLink(engineDeps(), link.attemptId, asked.shown, evidenceOf(request, address)));
    const shown = asked.kind === "withdraw" ? "?back=1" : isStored ? "" : "?again=1";
    return new Response(null, {
      status: 303,
      headers: { "cache-control": "no-store", location: `/c/${token}${shown}` },
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return plainPage("nowhere");
    logError("consent_failed", error, { attempt_id: link.attemptId });
    return plainPage("unavailable");
  }
}

/** An address is known again by its keyed hash, and by nothing else. */
const evidenceOf = (request: Request, address: string) => ({
  ip_hash: createHmac("sha256", serverEnv().linkSecret ?? "")
    .update("rekindle consent\0")
    .update(address)
    .digest("hex"),
  user_agent: (request.headers.get("user-agent") ?? "").slice(0, 200),
});

/** The fields of a form in either way of writing one; a form that can't be read has none. */
async function readFields(request: Request): Promise<(name: string) => string | null> {
  const type = request.headers.get("content-type") || "application/x-www-form-urlencoded";
  try {
    const bytes = await readBody(request, MAX_FORM_BYTES);
    const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
    return (name) => {
      const value = form.get(name);
      return typeof value === "string" ? value : null;
    };
  } catch {
    return () => null;
  }
}
