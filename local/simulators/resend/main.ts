import { parseArgs } from "node:util";
import { startResendSimulator } from "./simulator";
import { PersonaMap, Webhook } from "./types";

const USAGE = `Simulated Resend on 127.0.0.1. Prints {"url": ...} when it listens; ends on SIGTERM or SIGINT.
  --port N             RESEND_SIM_PORT            0 takes a free one
  --key KEY            RESEND_SIM_KEY             the key that requests must bear (required)
  --webhook-url URL    RESEND_SIM_WEBHOOK_URL     where events are reported; without one nowhere
  --webhook-secret S   RESEND_SIM_WEBHOOK_SECRET  whsec_...
  --seed S             RESEND_SIM_SEED            1
  --speed N            RESEND_SIM_SPEED           simulated seconds in a real one; 120
  --rate N             RESEND_SIM_RATE            requests in a real second; 5
  --human-delay MS     RESEND_SIM_HUMAN_DELAY     real time between a delivery and what a person does, at least; 0
  --connections N      RESEND_SIM_CONNECTIONS     webhooks under way at once; 20
  --domains A,B        RESEND_SIM_DOMAINS         the domains that may send; all
  --log FILE           RESEND_SIM_LOG             .local/simulators/resend.ndjson
  --personas JSON      RESEND_SIM_PERSONAS        {"anna@example.com": ["reads", "clicks"]}
  --duplicate P --reorder P --drop P              probabilities for each webhook; 0.05, 0.05, 0
  CLOCK_OFFSET_MS                                 moves the simulator's clock, as it does the product's`;

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    ...{ port: text, key: text, "webhook-url": text, "webhook-secret": text, seed: text, speed: text, rate: text },
    ...{ "human-delay": text, connections: text, domains: text, log: text, personas: text },
    ...{ duplicate: text, reorder: text, drop: text, help: { type: "boolean" } },
  },
});

function setting(name: Exclude<keyof typeof values, "help">): string | undefined {
  return values[name] ?? process.env[`RESEND_SIM_${name.toUpperCase().replaceAll("-", "_")}`];
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function number(given: string | undefined, fallback: number, name: string): number {
  const value = given === undefined || given === "" ? fallback : Number(given);
  return Number.isFinite(value) ? value : fail(`${name} must be a number, not "${given}"`);
}

if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
const apiKey = setting("key") || fail("--key or RESEND_SIM_KEY is missing");
const url = setting("webhook-url");
const webhook = url ? Webhook.safeParse({ url, secret: setting("webhook-secret") }) : null;
if (webhook && !webhook.success) fail("--webhook-url needs a URL, and --webhook-secret a whsec_...");
const clockOffset = number(process.env.CLOCK_OFFSET_MS, 0, "CLOCK_OFFSET_MS");

const simulator = await startResendSimulator({
  apiKey,
  webhook: webhook?.data ?? null,
  port: number(setting("port"), 0, "--port"),
  seed: setting("seed") ?? "1",
  speed: number(setting("speed"), 120, "--speed"),
  rateLimit: number(setting("rate"), 5, "--rate"),
  humanDelayMs: number(setting("human-delay"), 0, "--human-delay"),
  webhookConnections: number(setting("connections"), 20, "--connections"),
  domains: setting("domains")?.split(",") ?? null,
  logFile: setting("log") ?? ".local/simulators/resend.ndjson",
  personas: PersonaMap.parse(JSON.parse(setting("personas") ?? "{}")),
  webhookFaults: {
    duplicate: number(setting("duplicate"), 0.05, "--duplicate"),
    reorder: number(setting("reorder"), 0.05, "--reorder"),
    drop: number(setting("drop"), 0, "--drop"),
  },
  now: () => new Date(Date.now() + clockOffset),
}).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));

process.stdout.write(`${JSON.stringify({ url: simulator.url, pid: process.pid })}\n`);

let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void simulator.stop().finally(() => process.exit(0));
  });
}
