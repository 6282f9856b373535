import { createServer } from "node:http";
import { applyMessageEvents } from "@/lib/actions/apply-message-events";
import type { EngineDeps } from "@/lib/actions/deps";
import { receiveMessageEvent } from "@/lib/actions/receive-message-event";
import { AppError, STATUS } from "@/lib/core/errors";
import { resendEmail } from "@/lib/providers/resend/adapter";
import { twilioSms } from "@/lib/providers/twilio/adapter";
import { buildEngineDeps } from "@/lib/server/deps";
import { readEnv } from "@/lib/server/env";
import { type ResendSimulator, startResendSimulator } from "@/local/simulators/resend/simulator";
import { startTwilioSimulator, type TwilioSimulator } from "@/local/simulators/twilio/simulator";
import { type Clock, startClock } from "../faults/clock";
import { type Account, makeAccount } from "../supabase/fixtures";
import { SENDER } from "../supabase/message-calls";
import { type RecordingJobs, recordingJobs } from "./recording-jobs";
import { type Stack, startStack } from "./stack";

export const RESEND_KEY = "re_simulated_123456789";
export const RESEND_SECRET = `whsec_${Buffer.from("webhook-secret-of-the-test").toString("base64")}`;
export const TWILIO = { sid: "AC0123456789abcdef0123456789abcdef", token: "auth-token-of-the-simulation-0123" };

export interface Taken {
  provider: "resend" | "twilio";
  status: number;
  answer: string | null;
}

/** The engine of messages on a database and simulated providers of its own, with the real SDKs between them. */
export interface MessageStage {
  stack: Stack;
  clock: Clock;
  resend: ResendSimulator;
  twilio: TwilioSimulator;
  jobs: RecordingJobs;
  deps: EngineDeps;
  /** The same, that waits three quarters of a second for a provider. */
  hasty: EngineDeps;
  origin: string;
  /** Webhooks as our side took them. */
  taken: Taken[];
  /** While true nobody takes webhooks. */
  deaf: boolean;
  account(email: string, settings?: Record<string, unknown>): Promise<Account>;
  /** Plays what was sent to its end, and applies all that was told of it. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export async function startMessageEngine(): Promise<MessageStage> {
  const stack = await startStack();
  const clock = startClock();
  const taken: Taken[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (stage.deaf) return response.destroy();
    const path = request.url ?? "/";
    const provider = path.includes("twilio") ? "twilio" : "resend";
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const incoming = { headers, rawBody: Buffer.concat(chunks).toString("utf8"), url: `${stage.origin}${path}` };
    const [status, answer] = await receiveMessageEvent(stage.deps, provider, incoming).then(
      (done): [number, string | null] => [200, done.answer],
      (error: unknown): [number, string | null] => [error instanceof AppError ? STATUS[error.code] : 500, null],
    );
    taken.push({ provider, status, answer });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const origin = `http://127.0.0.1:${address.port}`;
  const webhookFaults = { duplicate: 0, reorder: 0, drop: 0 };
  const resend = await startResendSimulator({
    ...{ seed: 3, apiKey: RESEND_KEY, speed: 50_000, rateLimit: 10_000, now: clock.now, webhookFaults },
    webhook: { url: `${origin}/api/webhooks/resend`, secret: RESEND_SECRET },
  });
  const twilio = await startTwilioSimulator({
    ...{ seed: 3, accountSid: TWILIO.sid, authToken: TWILIO.token, speed: 50_000, ratePerSecond: 10_000 },
    ...{ now: clock.now, webhookFaults, inboundUrl: `${origin}/api/webhooks/twilio` },
  });
  const env = readEnv({
    ...{ APP_URL: origin, SUPABASE_URL: stack.url, SUPABASE_ANON_KEY: stack.anonKey },
    ...{ SUPABASE_SERVICE_ROLE_KEY: stack.serviceKey, CRON_SECRET: "cron-secret-of-the-tests" },
    ...{ RESEND_API_KEY: RESEND_KEY, RESEND_WEBHOOK_SECRET: RESEND_SECRET, RESEND_BASE_URL: resend.url },
    ...{ TWILIO_ACCOUNT_SID: TWILIO.sid, TWILIO_AUTH_TOKEN: TWILIO.token, TWILIO_BASE_URL: twilio.url },
    ...{ LINK_SECRET: "a-secret-that-signs-the-links-of-the-tests" },
    ...{ EMAIL_REQUESTS_PER_SECOND: "1000", SMS_PER_SECOND: "200" },
  });
  const jobs = recordingJobs(() => stage.deps);
  const silent = () => undefined;
  const deps: EngineDeps = {
    ...{ ...buildEngineDeps(env), now: clock.now, jobs, log: { info: silent, warn: silent, error: silent } },
    email: resendEmail({ baseUrl: resend.url, apiKey: RESEND_KEY, timeoutSeconds: 10 }),
  };
  const account = { baseUrl: twilio.url, accountSid: TWILIO.sid, authToken: TWILIO.token };
  const stage: MessageStage = {
    ...{ stack, clock, resend, twilio, jobs, deps, origin, taken, deaf: false },
    hasty: {
      ...deps,
      email: resendEmail({ baseUrl: resend.url, apiKey: RESEND_KEY, timeoutSeconds: 0.75 }),
      sms: twilioSms({ ...account, timeoutSeconds: 0.75 }),
    },
    account: (email, settings = {}) =>
      makeAccount(stack, email, {
        ...{ min_gap_minutes: 0, email_sender: "hello@bright.test", sms_sender: SENDER },
        ...{ postal_address: "1 Main Street, New York, NY 10001", ...settings },
      }),
    async settle() {
      await Promise.all([resend.idle(), twilio.idle()]);
      await applyMessageEvents(stage.deps);
      jobs.clear();
    },
    async stop() {
      await Promise.all([resend.stop(), twilio.stop()]);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await stack.stop();
    },
  };
  return stage;
}
