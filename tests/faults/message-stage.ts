import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linkTokens } from "@/lib/server/link-tokens";
import { type ResendSimulator, startResendSimulator } from "@/local/simulators/resend/simulator";
import { startTwilioSimulator, type TwilioSimulator } from "@/local/simulators/twilio/simulator";
import { type BreakpointProxy, startBreakpointProxy } from "./breakpoint-proxy";
import type { Business } from "./business";
import { startClock } from "./clock";
import { type Stage, type StageOptions, startStage } from "./stage";

export interface MessageStage {
  stage: Stage;
  resend: ResendSimulator;
  twilio: TwilioSimulator;
  /** Between the workers and the two. */
  emailProxy: BreakpointProxy;
  smsProxy: BreakpointProxy;
  /** The witnesses. */
  logs: Record<"vapi" | "resend" | "twilio", string>;
  /** A business whose customers have a number and an address each, and a sequence of three touches to all of them. */
  launch(phones: string[], input?: Record<string, unknown>): Promise<{ id: string; business: Business }>;
  stop(): Promise<void>;
}

const TWILIO = { sid: "AC0123456789abcdef0123456789abcdef", token: "auth-token-of-the-simulation-0123" };
const RESEND_KEY = "re_simulated_123456789";
const SECRET = `whsec_${Buffer.from("webhook-secret-of-the-test").toString("base64")}`;
const LINK_SECRET = "a-secret-that-signs-the-links-of-the-tests";
const SENDER = "+12125550100";

/** A text, an email to whom it did not reach, and a call to who said nothing. */
export const TOUCHES = [
  { channel: "sms", body: "Hi {name}, it is {business_name}. Come back: https://shop.test/a Reply STOP to opt out." },
  { channel: "email", subject: "{name}?", body: "Hi {name}, see https://shop.test/b", condition: "not_reached" },
  { channel: "call", body: "Hi {name}, this is {agent_name} of {business_name}.", condition: "no_response" },
];

interface Faults {
  duplicate: number;
  reorder: number;
  drop: number;
}

export async function startMessageStage(
  webhookFaults: Faults = { duplicate: 0.2, reorder: 0.2, drop: 0 },
  options: StageOptions = {},
): Promise<MessageStage> {
  const clock = startClock();
  const folder = await mkdtemp(join(tmpdir(), "rekindle-messages-"));
  const logs = { resend: join(folder, "resend.ndjson"), twilio: join(folder, "twilio.ndjson") };
  const resend = await startResendSimulator({
    ...{ seed: 5, apiKey: RESEND_KEY, speed: 20_000, rateLimit: 500, now: clock.now, logFile: logs.resend },
    webhookFaults,
  });
  const twilio = await startTwilioSimulator({
    ...{ seed: 5, accountSid: TWILIO.sid, authToken: TWILIO.token, speed: 20_000, ratePerSecond: 500 },
    ...{ now: clock.now, logFile: logs.twilio, webhookFaults },
  });
  const emailProxy = await startBreakpointProxy(() => resend.url);
  const smsProxy = await startBreakpointProxy(() => twilio.url);
  const tokens = linkTokens(LINK_SECRET);
  const idle = (provider: { idle(ms: number): Promise<void> }) =>
    provider.idle(1).then(
      () => true,
      () => false,
    );
  const stage: Stage = await startStage({
    ...options,
    clock,
    others: {
      variables: {
        ...{ RESEND_API_KEY: RESEND_KEY, RESEND_WEBHOOK_SECRET: SECRET, RESEND_BASE_URL: resend.url },
        ...{ TWILIO_ACCOUNT_SID: TWILIO.sid, TWILIO_AUTH_TOKEN: TWILIO.token, TWILIO_BASE_URL: twilio.url },
        ...{ LINK_SECRET, EMAIL_REQUESTS_PER_SECOND: "200", SMS_PER_SECOND: "100", SCANNER_WINDOW_MS: "0" },
      },
      proxied: { RESEND_BASE_URL: emailProxy.url, TWILIO_BASE_URL: smsProxy.url },
      moves: () =>
        [resend, twilio].reduce((sum, one) => sum + one.requests().length + one.webhooks().length, 0) +
        emailProxy.passed() +
        smsProxy.passed(),
      isIdle: async () =>
        emailProxy.inFlight() + smsProxy.inFlight() === 0 && (await idle(resend)) && (await idle(twilio)),
      async visit(method, path) {
        const token = tokens.read(path.slice("/u/".length));
        if (token?.purpose === "unsubscribe" && method === "POST") {
          const sql = "select public.unsubscribe($1, 'all', 'one_click', $2)";
          await stage.stack.pool.query(sql, [token.attemptId, clock.now()]);
        }
        return 200;
      },
    },
  });
  resend.set({ webhook: { url: `${stage.web.origin}/api/webhooks/resend`, secret: SECRET } });
  twilio.setInboundUrl(`${stage.web.origin}/api/webhooks/twilio`);
  return {
    ...{ stage, resend, twilio, emailProxy, smsProxy, logs: { ...logs, vapi: stage.logFile } },
    async launch(phones, input = {}) {
      const name = `business-${randomUUID().slice(0, 8)}`;
      const business = await stage.business(name, { phones, lines: 6 });
      const { pool } = stage.stack;
      await pool.query(
        "update customers set email = 'c' || substr(phone, 2) || '@people.test', time_zones = '{America/New_York}' where user_id = $1",
        [business.accountId],
      );
      await pool.query(
        "update outreach_settings set email_sender = $2, sms_sender = $3, postal_address = '1 Main Street, New York' where user_id = $1",
        [business.accountId, `hello@${name}.test`, SENDER],
      );
      const sequence = { outreach_method: "multi", steps: TOUCHES, call_script: undefined, max_attempts: 2 };
      return { business, id: await business.launch({ ...sequence, ...input }) };
    },
    async stop() {
      await stage.stop();
      await Promise.all([resend.stop(), twilio.stop(), emailProxy.stop(), smsProxy.stop()]);
    },
  };
}
