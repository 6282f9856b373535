import { z } from "zod";

const Url = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));
const secret = (length: number) => z.string().min(length, `must have at least ${length} characters`);
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** Every variable, explained in .env.example. */
const Variables = z
  .object({
    APP_URL: Url,
    SUPABASE_URL: Url,
    SUPABASE_ANON_KEY: secret(20),
    SUPABASE_SERVICE_ROLE_KEY: secret(20),
    VAPI_API_KEY: optional(secret(8)),
    VAPI_WEBHOOK_SECRET: optional(secret(16)),
    VAPI_BASE_URL: optional(Url),
    WEBHOOK_BASE_URL: optional(Url),
    JOBS_ENGINE: optional(z.enum(["trigger", "graphile", "cron"])),
    DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
    TRIGGER_SECRET_KEY: optional(secret(8)),
    CRON_SECRET: optional(secret(16)),
    CLOCK_OFFSET_MS: optional(z.coerce.number().int()),
    LOG_LEVEL: optional(z.enum(["debug", "info", "warn", "error", "silent"])),
  })
  .superRefine((env, context) => {
    const need = (name: string, why: string) => context.addIssue({ code: "custom", path: [name], message: why });
    if (Boolean(env.VAPI_API_KEY) !== Boolean(env.VAPI_WEBHOOK_SECRET))
      need(env.VAPI_API_KEY ? "VAPI_WEBHOOK_SECRET" : "VAPI_API_KEY", "is needed too: calls take both or neither");
    if (env.JOBS_ENGINE === "graphile" && !env.DATABASE_URL)
      need("DATABASE_URL", "is needed with JOBS_ENGINE=graphile");
    if (env.JOBS_ENGINE === "trigger" && !env.TRIGGER_SECRET_KEY)
      need("TRIGGER_SECRET_KEY", "is needed with JOBS_ENGINE=trigger");
    if ((env.JOBS_ENGINE ?? "cron") === "cron" && !env.CRON_SECRET)
      need("CRON_SECRET", "is needed when no other JOBS_ENGINE runs the campaigns");
    // A wrong clock and real customers would mean calls at night.
    if (env.CLOCK_OFFSET_MS && !isLoopback(env.VAPI_BASE_URL))
      need("CLOCK_OFFSET_MS", "is allowed only while every provider is on loopback (VAPI_BASE_URL)");
  });

export interface ServerEnv {
  appUrl: string;
  supabaseUrl: string;
  supabaseAnonKey: string;
  supabaseServiceRoleKey: string;
  vapi: { apiKey: string; webhookSecret: string; baseUrl: string | undefined } | null;
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
export function readEnv(source: Record<string, string | undefined>): ServerEnv {
  const parsed = Variables.safeParse(source);
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map(({ path, code, message }) => {
        const name = path.join(".");
        const missing = source[name] === undefined || source[name] === "";
        return `${name} ${missing && code !== "custom" ? "is missing" : describe(message)}`;
      }),
    );
  }
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
    webhookBaseUrl: env.WEBHOOK_BASE_URL ?? env.APP_URL,
    jobs: jobsOf(env.JOBS_ENGINE ?? "cron", env.DATABASE_URL),
    cronSecret: env.CRON_SECRET ?? null,
    clockOffsetMs: env.CLOCK_OFFSET_MS ?? 0,
    providersSimulated: isLoopback(env.VAPI_BASE_URL),
    logLevel: env.LOG_LEVEL ?? "info",
  };
}

let checked: ServerEnv | undefined;

/** The server's environment, checked once. The only reader of `process.env`. @throws EnvironmentError */
export function serverEnv(): ServerEnv {
  checked ??= readEnv(process.env);
  return checked;
}

const describe = (message: string): string => (message.startsWith("Invalid") ? `is not usable (${message})` : message);

function jobsOf(engine: "trigger" | "graphile" | "cron", databaseUrl: string | undefined): ServerEnv["jobs"] {
  return engine === "graphile" && databaseUrl
    ? { engine, databaseUrl }
    : { engine: engine === "trigger" ? engine : "cron" };
}

function isLoopback(url: string | undefined): boolean {
  if (!url) return false;
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}
