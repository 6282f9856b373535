import { Resend, type Response } from "resend";
import type { ProviderFailure } from "@/lib/providers/failure";
import type { Email } from "@/lib/providers/messages";
import { badResponse } from "@/lib/providers/transport";
import { errorOf, toFailure } from "./failure";
import { buildEmail, refusalOf } from "./request";
import { CreatedBatch, CreatedEmail, ReceivedEmail, RetrievedEmail } from "./schema";
import { plainWords, toStanding } from "./translate";

export interface ResendConfig {
  /** Without one the SDK's own: https://api.resend.com. */
  baseUrl?: string;
  apiKey: string;
  /** For one request as a whole, its body included. The SDK has no limit of its own. */
  timeoutSeconds: number;
}

const MOST_EMAILS = 100;
/** Somebody waits before the page while it is found out whether Resend answers. */
const CHECK_SECONDS = 5;

type Asked = { ok: true; body: unknown } | { ok: false; failure: ProviderFailure; error: { name: string | null } };

/** The email port on Resend. Each method sends one request and never repeats it; the SDK does not either.
 *  A key that may only send is enough for `send` and `check`; `get` and `receivedText` need full access (else: `auth`). */
export function resendEmail(config: ResendConfig): Email {
  // Without a base URL the SDK would read one from the environment, which is not its to read.
  const baseUrl = (config.baseUrl || "https://api.resend.com").replace(/\/+$/, "");
  const client = new Resend(config.apiKey, { baseUrl });

  async function ask(
    request: (options: { signal: AbortSignal }) => Promise<Response<unknown>>,
    { secrets = [], seconds = config.timeoutSeconds }: { secrets?: readonly string[]; seconds?: number } = {},
  ): Promise<Asked> {
    const signal = AbortSignal.timeout(seconds * 1_000);
    const answer = await request({ signal }).catch(() => ({ data: null, error: null, headers: null }));
    // A 2xx always brings data; an error whose body is the JSON word `null` brings neither.
    if (answer.data !== null && answer.data !== undefined) return { ok: true, body: answer.data };
    const context = { timedOut: signal.aborted, headers: answer.headers, secrets: [config.apiKey, ...secrets] };
    return { ok: false, failure: toFailure(answer.error, context), error: errorOf(answer.error) };
  }

  return {
    async send(emails, idempotencyKey) {
      const refused = refusalOf(emails, MOST_EMAILS);
      if (refused) return { ok: false, failure: refused };
      const secrets = emails.flatMap(({ to, from, replyTo }) => [to, from, replyTo ?? ""]);
      const [first, ...others] = emails.map(buildEmail);
      if (first && others.length === 0) {
        const asked = await ask((options) => client.emails.send(first, { ...options, idempotencyKey }), { secrets });
        if (!asked.ok) return asked;
        const created = CreatedEmail.safeParse(asked.body);
        if (created.success) return { ok: true, providerRefs: [created.data.id] };
        return { ok: false, failure: badResponse("the email was answered without an id") };
      }
      const asked = await ask(
        (options) => client.batch.send(first ? [first, ...others] : others, { ...options, idempotencyKey }),
        { secrets },
      );
      if (!asked.ok) return asked;
      const created = CreatedBatch.safeParse(asked.body);
      const ids = created.success ? created.data.data.map(({ id }) => id) : [];
      if (ids.length === emails.length && new Set(ids).size === ids.length) return { ok: true, providerRefs: ids };
      return { ok: false, failure: badResponse(`${emails.length} emails were answered with ${ids.length} ids`) };
    },

    async get(providerRef) {
      const asked = await ask((options) => client.emails.get(encodeURIComponent(providerRef), options));
      if (!asked.ok) return asked.error.name === "not_found" ? { ok: true, value: null } : asked;
      const email = RetrievedEmail.safeParse(asked.body);
      if (email.success) return { ok: true, value: toStanding(email.data) };
      return { ok: false, failure: badResponse("the email is unreadable") };
    },

    async receivedText(providerRef) {
      const asked = await ask((options) =>
        client.emails.receiving.get(encodeURIComponent(providerRef), { html_format: "cid" }, options),
      );
      if (!asked.ok) return asked.error.name === "not_found" ? { ok: true, value: null } : asked;
      const email = ReceivedEmail.safeParse(asked.body);
      if (email.success) return { ok: true, value: plainWords(email.data) };
      return { ok: false, failure: badResponse("the received email is unreadable") };
    },

    async check() {
      const seconds = Math.min(CHECK_SECONDS, config.timeoutSeconds);
      const asked = await ask((options) => client.domains.list({ limit: 1 }, options), { seconds });
      // A key that may only send must not list domains; that Resend says so proves the key.
      if (asked.ok || asked.error.name === "restricted_api_key") return { ok: true, value: null };
      return asked;
    },
  };
}
