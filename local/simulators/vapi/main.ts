import { parseArgs } from "node:util";
import { startVapiSimulator } from "./simulator";
import { PersonaMap } from "./types";

const USAGE = `Simulated Vapi on 127.0.0.1. Prints {"url": ...} when it listens; ends on SIGTERM or SIGINT.
  --port N           VAPI_SIM_PORT         0 takes a free one
  --token KEY        VAPI_SIM_TOKEN        the key that requests must bear (required)
  --seed S           VAPI_SIM_SEED         1
  --speed N          VAPI_SIM_SPEED        simulated seconds in a real one; 120
  --concurrency N    VAPI_SIM_CONCURRENCY  10
  --log FILE         VAPI_SIM_LOG          .local/simulators/vapi.ndjson
  --personas JSON    VAPI_SIM_PERSONAS     {"+15550000000": ["no_answer", "answers_and_books"]}
  --duplicate P --reorder P --drop P       probabilities for each webhook; 0.05, 0.05, 0
  CLOCK_OFFSET_MS                          moves the simulator's clock, as it does the product's`;

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    ...{ port: text, token: text, seed: text, speed: text, concurrency: text, log: text, personas: text },
    ...{ duplicate: text, reorder: text, drop: text, help: { type: "boolean" } },
  },
});

function setting(name: "port" | "token" | "seed" | "speed" | "concurrency" | "log" | "personas"): string | undefined {
  return values[name] ?? process.env[`VAPI_SIM_${name.toUpperCase()}`];
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
const token = setting("token") || fail("--token or VAPI_SIM_TOKEN is missing");
const clockOffset = number(process.env.CLOCK_OFFSET_MS, 0, "CLOCK_OFFSET_MS");
const probability = (name: "duplicate" | "reorder" | "drop", fallback: number) =>
  number(values[name], fallback, `--${name}`);

const simulator = await startVapiSimulator({
  token,
  port: number(setting("port"), 0, "--port"),
  seed: setting("seed") ?? "1",
  speed: number(setting("speed"), 120, "--speed"),
  concurrency: number(setting("concurrency"), 10, "--concurrency"),
  logFile: setting("log") ?? ".local/simulators/vapi.ndjson",
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
