import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type Child, startChild, tsx } from "./children";
import { freePort } from "./postgres/process";

export interface SimulatorsOptions {
  seed: string;
  /** Simulated seconds in a real one. */
  speed: number;
  clockOffsetMs: number;
  /** Where the dashboard takes webhooks. */
  appUrl: string;
  logs: { vapi: string; resend: string; twilio: string };
  /** Requests a second that the providers of messages allow. */
  emailRate?: number;
  smsRate?: number;
  /** Makes the folder's log file of a process. */
  logFile: (name: string) => string;
  onCrash?: ((name: string, lastLines: string) => void) | undefined;
}

export interface Simulators {
  vapi: { url: string; key: string };
  /** What the product is told about the providers of messages. */
  variables: Record<string, string>;
  /** Where each is controlled from. */
  urls: { vapi: string; resend: string; twilio: string };
}

const Started = z.object({ url: z.url() });
const EMAIL_RATE = 5;
const SMS_RATE = 20;
/** Real milliseconds within which an open or a click is taken for a scanner's: a rehearsal's customers are quick. */
const SCANNER_WINDOW_MS = 1500;

/** Starts the three simulated providers; they end with whoever keeps them. */
export async function startSimulators(
  options: SimulatorsOptions,
  keep: <T extends { stop(): Promise<void> }>(part: T) => T,
): Promise<Simulators> {
  const keys = { vapi: hex(16), resend: `re_${hex(16)}`, twilio: hex(16) };
  const account = `AC${hex(16)}`;
  const webhookSecret = `whsec_${randomBytes(24).toString("base64")}`;
  const port = String((await freePort()) ?? 0);
  const { seed, speed, clockOffsetMs, appUrl, logs, emailRate = EMAIL_RATE, smsRate = SMS_RATE } = options;
  const common = ["--seed", seed, "--speed", String(speed)];
  const start = async (name: "vapi" | "resend" | "twilio", args: string[]) => {
    const simulator: Child = keep(
      startChild({
        name: `${name}-simulator`,
        args: tsx(`local/simulators/${name}/main.ts`, ...common, "--log", logs[name], ...args),
        env: { CLOCK_OFFSET_MS: String(clockOffsetMs) },
        logFile: options.logFile(`${name}-simulator`),
        onCrash: options.onCrash,
      }),
    );
    return Started.parse(JSON.parse(await simulator.line((line) => line.startsWith("{")))).url;
  };
  const [vapi, resend, twilio] = await Promise.all([
    start("vapi", ["--token", keys.vapi]),
    start("resend", [
      ...["--key", keys.resend, "--webhook-secret", webhookSecret, "--rate", String(emailRate)],
      ...["--webhook-url", `${appUrl}/api/webhooks/resend`, "--human-delay", String(SCANNER_WINDOW_MS + 500)],
    ]),
    start("twilio", [
      ...["--account", account, "--token", keys.twilio, "--rate", String(smsRate)],
      ...["--inbound", `${appUrl}/api/webhooks/twilio`, "--port", port],
    ]),
  ]);
  return {
    vapi: { url: vapi, key: keys.vapi },
    variables: {
      RESEND_BASE_URL: resend,
      RESEND_API_KEY: keys.resend,
      RESEND_WEBHOOK_SECRET: webhookSecret,
      EMAIL_REQUESTS_PER_SECOND: String(emailRate),
      TWILIO_BASE_URL: twilio,
      TWILIO_ACCOUNT_SID: account,
      TWILIO_AUTH_TOKEN: keys.twilio,
      SMS_PER_SECOND: String(smsRate),
      LINK_SECRET: hex(32),
      SCANNER_WINDOW_MS: String(SCANNER_WINDOW_MS),
    },
    urls: { vapi, resend, twilio },
  };
}

const hex = (bytes: number) => randomBytes(bytes).toString("hex");
