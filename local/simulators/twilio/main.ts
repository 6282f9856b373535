import { parseArgs } from "node:util";
import { startTwilioSimulator } from "./simulator";
import { PersonaMap } from "./types";

const USAGE = `Simulated Twilio on 127.0.0.1. Prints {"url": ...} when it listens; ends on SIGTERM or SIGINT.
  --port N           TWILIO_SIM_PORT         0 takes a free one
  --account SID      TWILIO_SIM_ACCOUNT      the account, AC and 32 hexadecimal digits (required)
  --token KEY        TWILIO_SIM_TOKEN        its auth token: requests must bear it, webhooks are signed with it (required)
  --inbound URL      TWILIO_SIM_INBOUND      where customers' texts are posted
  --senders A,B      TWILIO_SIM_SENDERS      numbers and services that may send; all without it
  --seed S           TWILIO_SIM_SEED         1
  --speed N          TWILIO_SIM_SPEED        simulated seconds in a real one; 120
  --rate N           TWILIO_SIM_RATE         texts in a second; 100
  --log FILE         TWILIO_SIM_LOG          .local/simulators/twilio.ndjson
  --personas JSON    TWILIO_SIM_PERSONAS     {"+15550000000": ["silent", "interested"]}
  --advanced-opt-out                         tell OptOutType of customers' texts
  --duplicate P --reorder P --drop P         probabilities for each webhook; 0.05, 0.05, 0
  CLOCK_OFFSET_MS                            moves the simulator's clock, as it does the product's`;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const { values } = parseArgs({
  options: {
    ...{ port: text, account: text, token: text, inbound: text, senders: text, seed: text, speed: text, rate: text },
    ...{ log: text, personas: text, duplicate: text, reorder: text, drop: text },
    ...{ "advanced-opt-out": flag, help: flag },
  },
});

type Setting = "port" | "account" | "token" | "inbound" | "senders" | "seed" | "speed" | "rate" | "log" | "personas";

const setting = (name: Setting): string | undefined => values[name] ?? process.env[`TWILIO_SIM_${name.toUpperCase()}`];

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
const accountSid = setting("account") || fail("--account or TWILIO_SIM_ACCOUNT is missing");
const authToken = setting("token") || fail("--token or TWILIO_SIM_TOKEN is missing");
const clockOffset = number(process.env.CLOCK_OFFSET_MS, 0, "CLOCK_OFFSET_MS");
const probability = (name: "duplicate" | "reorder" | "drop", fallback: number) =>
  number(values[name], fallback, `--${name}`);

const simulator = await startTwilioSimulator({
  accountSid,
  authToken,
  inboundUrl: setting("inbound") || null,
  senders: setting("senders")?.split(",").filter(Boolean) ?? null,
  advancedOptOut: values["advanced-opt-out"] ?? false,
  port: number(setting("port"), 0, "--port"),
  seed: setting("seed") ?? "1",
  speed: number(setting("speed"), 120, "--speed"),
  ratePerSecond: number(setting("rate"), 100, "--rate"),
  logFile: setting("log") ?? ".local/simulators/twilio.ndjson",
  personas: PersonaMap.parse(JSON.parse(setting("personas") ?? "{}")),
  webhookFaults: {
    duplicate: probability("duplicate", 0.05),
    reorder: probability("reorder", 0.05),
    drop: probability("drop", 0),
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
