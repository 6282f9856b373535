import { z } from "zod";

const Url = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));
const secret = (length: number) => z.string().trim().min(length, `must have at least ${length} characters`);
const rate = (most: number) =>
  z.coerce
    .number()
    .positive()
    .max(most * 200);
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** A rehearsal is for another hour or season; what is further off is a mistake, and beyond the calendar's end no date at all. */
const YEAR_MS = 366 * 86_400_000;
const SCANNER_WINDOW_MS = 10_000;
const RECEIPT_WAIT_MS = 24 * 3_600_000;

/** Every variable, explained in .env.example. */
const Variables = z.object({
  APP_URL: Url,
  SUPABASE_URL: Url,
  SUPABASE_ANON_KEY: secret(20),
  SUPABASE_SERVICE_ROLE_KEY: secret(20),
  VAPI_API_KEY: optional(secret(8)),
  VAPI_WEBHOOK_SECRET: optional(secret(16)),
  VAPI_BASE_URL: optional(Url),
  RESEND_API_KEY: optional(secret(8)),
  RESEND_WEBHOOK_SECRET: optional(secret(16)),
  RESEND_BASE_URL: optional(Url),
  EMAIL_REQUESTS_PER_SECOND: optional(rate(5)),
  TWILIO_ACCOUNT_SID: optional(z.string().regex(/^AC[0-9a-f]{32}$/, "must be AC and 32 hexadecimal digits")),
  TWILIO_AUTH_TOKEN: optional(secret(16)),
  TWILIO_BASE_URL: optional(Url),
  SMS_PER_SECOND: optional(rate(1)),
  LINK_SECRET: optional(secret(32)),
  SCANNER_WINDOW_MS: optional(z.coerce.number().int().min(0).max(60_000)),
  RECEIPT_WAIT_MS: optional(z.coerce.number().int().min(1000).max(RECEIPT_WAIT_MS)),
  WEBHOOK_BASE_URL: optional(Url),
  JOBS_ENGINE: optional(z.enum(["trigger", "graphile", "cron"])),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  TRIGGER_SECRET_KEY: optional(secret(8)),
  CRON_SECRET: optional(secret(16)),
  CLOCK_OFFSET_MS: optional(z.coerce.number().int().min(-YEAR_MS).max(YEAR_MS)),
  LOG_LEVEL: optional(z.enum(["debug", "info", "warn", "error", "silent"])),
});

type Source = Record<string, string | undefined>;

/** What one variable asks of another. Apart from the schema, which would not ask while anything else is wrong. */
function companions(source: Source): [name: string, problem: string][] {
  const needs: [string, string][] = [];
  const { VAPI_API_KEY: key, VAPI_WEBHOOK_SECRET: webhook, JOBS_ENGINE: engine = "" } = source;
  if (Boolean(key) !== Boolean(webhook))
    needs.push([key ? "VAPI_WEBHOOK_SECRET" : "VAPI_API_KEY", "is needed too: calls take both or neither"]);
  const { RESEND_API_KEY: resend, RESEND_WEBHOOK_SECRET: resendSecret, LINK_SECRET: link } = source;
  if (Boolean(resend) !== Boolean(resendSecret))
    needs.push([resend ? "RESEND_WEBHOOK_SECRET" : "RESEND_API_KEY", "is needed too: email takes both or neither"]);
  const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token } = source;
  if (Boolean(sid) !== Boolean(token))
    needs.push([sid ? "TWILIO_AUTH_TOKEN" : "TWILIO_ACCOUNT_SID", "is needed too: text messages take both or neither"]);
  if ((resend || sid) && !link)
    needs.push(["LINK_SECRET", "is needed with email and text messages: it signs their links"]);
  if (engine === "graphile" && !source.DATABASE_URL)
    needs.push(["DATABASE_URL", "is needed with JOBS_ENGINE=graphile"]);
  if (engine === "trigger" && !source.TRIGGER_SECRET_KEY)
    needs.push(["TRIGGER_SECRET_KEY", "is needed with JOBS_ENGINE=trigger"]);
  if ((engine === "" || engine === "cron") && !source.CRON_SECRET)
    needs.push(["CRON_SECRET", "is needed when no other JOBS_ENGINE runs the campaigns"]);
  // A wrong clock and real customers would mean calls at night.
  if (Number(source.CLOCK_OFFSET_MS || 0) !== 0 && !isSimulated(source))
    needs.push([
      "CLOCK_OFFSET_MS",
      "is allowed only while every provider is on loopback (VAPI_BASE_URL, RESEND_BASE_URL, TWILIO_BASE_URL)",
    ]);
  for (const name of ["SCANNER_WINDOW_MS", "RECEIPT_WAIT_MS"])
    if (source[name] && !isSimulated(source))
      needs.push([name, "is for rehearsals: it is allowed only while every provider is on loopback"]);
  return needs;
}

export interface ServerEnv {
  appUrl: string;
  supabaseUrl: string;
  supabaseAnonKey: string;
  supabaseServiceRoleKey: string;
  vapi: { apiKey: string; webhookSecret: string; baseUrl: string | undefined } | null;
  email: { apiKey: string; webhookSecret: string; baseUrl: string | undefined; requestsPerSecond: number } | null;
  sms: { accountSid: string; authToken: string; baseUrl: string | undefined; perSecond: number } | null;
  /** Signs the links in messages. */
  linkSecret: string | null;
  /** Opens and clicks so soon after the delivery are a scanner's. */
  scannerWindowMs: number;
  receiptWaitMs: number;
  /** Where providers reach us; the app's own address unless a tunnel or another host is named. */
  webhookBaseUrl: string;
  jobs: { engine: "trigger" } | { engine: "graphile"; databaseUrl: string } | { engine: "cron" };
  cronSecret: string | null;
  clockOffsetMs: number;
  providersSimulated: boolean;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/** What is wrong with the environment, one line for each variable. */
export class EnvironmentError extends Error {
  constructor(readonly problems: string[]) {
    super(`The environment is not complete:\n${problems.map((line) => `  - ${line}`).join("\n")}\nSee .env.example.`);
    this.name = "EnvironmentError";
  }
}

/** Reads and checks an environment. @throws EnvironmentError naming every variable that is missing or wrong, never its value. */
export function readEnv(source: Source): ServerEnv {
  const parsed = Variables.safeParse(source);
  const problems = new Map(companions(source));
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = path.join(".");
    if (!problems.has(name)) problems.set(name, source[name] ? describe(message) : "is missing");
  }
  if (!parsed.success || problems.size > 0)
    throw new EnvironmentError([...problems].map(([name, problem]) => `${name} ${problem}`));
  const env = parsed.data;
  return {
    appUrl: env.APP_URL,
    supabaseUrl: env.SUPABASE_URL,
    supabaseAnonKey: env.SUPABASE_ANON_KEY,
    supabaseServiceRoleKey: env.SUPABASE_SERVICE_ROLE_KEY,
    vapi:
      env.VAPI_API_KEY && env.VAPI_WEBHOOK_SECRET
        ? { apiKey: env.VAPI_API_KEY, webhookSecret: env.VAPI_WEBHOOK_SECRET, baseUrl: env.VAPI_BASE_URL }
        : null,
    email:
      env.RESEND_API_KEY && env.RESEND_WEBHOOK_SECRET
        ? {
            apiKey: env.RESEND_API_KEY,
            webhookSecret: env.RESEND_WEBHOOK_SECRET,
            baseUrl: env.RESEND_BASE_URL,
            requestsPerSecond: env.EMAIL_REQUESTS_PER_SECOND ?? 5,
          }
        : null,
    sms:
      env.TWILIO_ACCOUNT_SID && env.TWILIO_AUTH_TOKEN
        ? {
            accountSid: env.TWILIO_ACCOUNT_SID,
            authToken: env.TWILIO_AUTH_TOKEN,
            baseUrl: env.TWILIO_BASE_URL,
            perSecond: env.SMS_PER_SECOND ?? 1,
          }
        : null,
    linkSecret: env.LINK_SECRET ?? null,
    scannerWindowMs: env.SCANNER_WINDOW_MS ?? SCANNER_WINDOW_MS,
    receiptWaitMs: env.RECEIPT_WAIT_MS ?? RECEIPT_WAIT_MS,
    webhookBaseUrl: env.WEBHOOK_BASE_URL ?? env.APP_URL,
    jobs: jobsOf(env.JOBS_ENGINE ?? "cron", env.DATABASE_URL),
    cronSecret: env.CRON_SECRET ?? null,
    clockOffsetMs: env.CLOCK_OFFSET_MS ?? 0,
    providersSimulated: isSimulated(source),
    logLevel: env.LOG_LEVEL ?? "info",
  };
}

let checked: ServerEnv | undefined;

/** The server's environment, checked once. The only reader of `process.env`. @throws EnvironmentError */
export function serverEnv(): ServerEnv {
  checked ??= readEnv(process.env);
  return checked;
}

const describe = (message: string): string => (/^(Invalid|Too)/.test(message) ? `is not usable (${message})` : message);

function jobsOf(engine: "trigger" | "graphile" | "cron", databaseUrl: string | undefined): ServerEnv["jobs"] {
  return engine === "graphile" && databaseUrl
    ? { engine, databaseUrl }
    : { engine: engine === "trigger" ? engine : "cron" };
}

/** Whether nobody real can be reached: every provider that has a key is on loopback, and one at least is there. */
function isSimulated(source: Source): boolean {
  const used = [
    [source.VAPI_API_KEY, source.VAPI_BASE_URL],
    [source.RESEND_API_KEY, source.RESEND_BASE_URL],
    [source.TWILIO_ACCOUNT_SID, source.TWILIO_BASE_URL],
  ].filter(([key, url]) => key || url);
  return used.length > 0 && used.every(([, url]) => isLoopback(url));
}

function isLoopback(url: string | undefined): boolean {
  if (!url || !URL.canParse(url)) return false;
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}
