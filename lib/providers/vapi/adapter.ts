import { type Vapi, VapiClient, VapiError } from "@vapi-ai/server-sdk";
import { z } from "zod";
import type { LookUpResult, ProviderFailure } from "@/lib/providers/failure";
import { badResponse } from "@/lib/providers/transport";
import type { CallSnapshot, Voice } from "@/lib/providers/voice";
import { toFailure } from "./failure";
import { buildCallRequest } from "./request";
import { storableJson, VapiCall, VapiCreatedCall } from "./schema";
import { attemptIdOf, toSnapshot } from "./translate";

export interface VapiConfig {
  /** Without one the SDK's own: https://api.vapi.ai. */
  baseUrl?: string;
  token: string;
  /** For one request as a whole, its body included. */
  timeoutSeconds: number;
}

const PAGE = 1_000;
const MAX_PAGES = 50;
// Vapi stamps calls with its own clock; ids are unique, so looking a little further back costs nothing.
const CLOCK_SKEW_MS = 5 * 60_000;

/** Somebody waits before the page while it is found out whether Vapi answers. */
const CHECK_SECONDS = 5;

type Asked = { ok: true; body: unknown } | { ok: false; failure: ProviderFailure; error: unknown };

/** The voice port on Vapi. Each method sends one request (`findCall` one for each 1,000 calls) and never repeats it. */
export function vapiVoice(config: VapiConfig): Voice {
  const client = new VapiClient({
    token: config.token,
    ...(config.baseUrl && { baseUrl: config.baseUrl.replace(/\/+$/, "") }),
    // The SDK would repeat POST /call after 408, 429 and 5xx: three calls to one customer.
    maxRetries: 0,
    // The SDK's limit ends when the headers arrive; ours, below, covers the body too and comes first.
    timeoutInSeconds: config.timeoutSeconds + 5,
  });

  async function ask(
    request: (options: { abortSignal: AbortSignal }) => PromiseLike<unknown>,
    secrets: readonly string[] = [],
    seconds = config.timeoutSeconds,
  ): Promise<Asked> {
    const abortSignal = AbortSignal.timeout(seconds * 1_000);
    try {
      return { ok: true, body: await request({ abortSignal }) };
    } catch (error) {
      const failure = toFailure(error, { timedOut: abortSignal.aborted, secrets: [config.token, ...secrets] });
      return { ok: false, failure, error };
    }
  }

  const askSoon = (request: (options: { abortSignal: AbortSignal }) => PromiseLike<unknown>) =>
    ask(request, [], Math.min(CHECK_SECONDS, config.timeoutSeconds));

  return {
    async startCall(call) {
      const secrets = [call.webhook.secret, call.to];
      const asked = await ask((options) => client.calls.create(buildCallRequest(call), options), secrets);
      if (!asked.ok) return { ok: false, failure: asked.failure };
      const created = VapiCreatedCall.safeParse(asked.body);
      if (created.success) return { ok: true, providerRef: created.data.id };
      return { ok: false, failure: badResponse("the call was answered without an id") };
    },

    async getCall(providerRef) {
      const asked = await ask((options) => client.calls.get({ id: providerRef }, options));
      if (asked.ok) return snapshotOf(asked.body);
      if (isMissing(asked.error)) {
        return { ok: true, value: { providerRef, attemptId: null, status: "not_found", report: null } };
      }
      return { ok: false, failure: asked.failure };
    },

    async forget(providerRef) {
      const asked = await ask((options) => client.calls.delete({ id: providerRef }, options));
      return asked.ok || isMissing(asked.error) ? { ok: true, value: null } : { ok: false, failure: asked.failure };
    },

    async findCall({ attemptId, assistantId, since }) {
      const createdAtGe = new Date(since.getTime() - CLOCK_SKEW_MS).toISOString();
      const seen = new Set<string>();
      let createdAtLe: string | undefined;
      for (let page = 0; page < MAX_PAGES; page++) {
        const query: Vapi.ListCallsRequest = {
          assistantId,
          createdAtGe,
          limit: PAGE,
          ...(createdAtLe && { createdAtLe }),
        };
        const asked = await ask((options) => client.calls.list(query, options));
        if (!asked.ok) return { ok: false, failure: asked.failure };
        const calls = z.array(VapiCall).safeParse(cleaned(asked.body));
        if (!calls.success) return { ok: false, failure: badResponse("the list of calls is unreadable") };
        const found = calls.data.find((call) => attemptIdOf(call) === attemptId);
        if (found) return { ok: true, value: toSnapshot(found) };
        if (calls.data.length < PAGE) return { ok: true, value: null };
        // "Le", not "Lt": calls of the same millisecond may lie on both sides of the page.
        createdAtLe = oldest(calls.data);
        const fresh = calls.data.filter((call) => !seen.has(call.id));
        if (fresh.length === 0 || !createdAtLe) break;
        for (const call of fresh) seen.add(call.id);
      }
      return { ok: false, failure: badResponse("the list of calls could not be read to its end") };
    },

    async check() {
      const asked = await askSoon((options) => client.assistants.list({ limit: 1 }, options));
      if (!asked.ok) return { ok: false, failure: asked.failure };
      if (!Array.isArray(asked.body))
        return { ok: false, failure: badResponse("the list of assistants is unreadable") };
      return { ok: true, value: null };
    },

    async exists(resource, id) {
      const asked = await askSoon((options) =>
        resource === "assistant" ? client.assistants.get({ id }, options) : client.phoneNumbers.get({ id }, options),
      );
      if (asked.ok) {
        const named = z.object({ id: z.string() }).safeParse(asked.body);
        return named.success
          ? { ok: true, value: true }
          : { ok: false, failure: badResponse("the answer names nothing") };
      }
      // An id that can be no id is refused before it is looked for: nothing has it either.
      if (isMissing(asked.error) || asked.failure.status === 400) return { ok: true, value: false };
      return { ok: false, failure: asked.failure };
    },
  };
}

function cleaned(body: unknown): unknown {
  try {
    return storableJson(body);
  } catch {
    return null;
  }
}

function snapshotOf(body: unknown): LookUpResult<CallSnapshot> {
  const call = VapiCall.safeParse(cleaned(body));
  return call.success
    ? { ok: true, value: toSnapshot(call.data) }
    : { ok: false, failure: badResponse("the call is unreadable") };
}

/** Only Vapi's own 404 says that something does not exist; one of a proxy or of a wrong base URL says nothing about it. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof VapiError) || error.statusCode !== 404) return false;
  const body = z.object({ statusCode: z.literal(404), message: z.unknown().optional() }).safeParse(error.body);
  return body.success && !String(body.data.message).startsWith("Cannot GET");
}

function oldest(calls: VapiCall[]): string | undefined {
  const times = calls.flatMap((call) => (typeof call.createdAt === "string" ? [Date.parse(call.createdAt)] : []));
  const first = times.filter((time) => !Number.isNaN(time)).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return Number.isFinite(first) ? new Date(first).toISOString() : undefined;
}
