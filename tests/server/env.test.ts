import { describe, expect, it } from "vitest";
import { EnvironmentError, readEnv } from "@/lib/server/env";

const KEY = "k".repeat(40);
const REQUIRED = {
  APP_URL: "https://rekindle.test",
  SUPABASE_URL: "https://project.supabase.test",
  SUPABASE_ANON_KEY: KEY,
  SUPABASE_SERVICE_ROLE_KEY: KEY,
  CRON_SECRET: KEY,
};
const VAPI = { VAPI_API_KEY: KEY, VAPI_WEBHOOK_SECRET: KEY };

function problems(change: Record<string, string | undefined>): string[] {
  try {
    readEnv({ ...REQUIRED, ...change });
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
}
const named = (change: Record<string, string | undefined>) => problems(change).map((line) => line.split(" ")[0]);

describe("the environment", () => {
  it("is enough with an address, Supabase and a cron secret", () => {
    expect(readEnv(REQUIRED)).toEqual({
      appUrl: "https://rekindle.test",
      supabaseUrl: "https://project.supabase.test",
      supabaseAnonKey: KEY,
      supabaseServiceRoleKey: KEY,
      vapi: null,
      email: null,
      sms: null,
      linkSecret: null,
      scannerWindowMs: 10_000,
      receiptWaitMs: 86_400_000,
      webhookBaseUrl: "https://rekindle.test",
      jobs: { engine: "cron" },
      cronSecret: KEY,
      clockOffsetMs: 0,
      providersSimulated: false,
      logLevel: "info",
    });
  });

  it("takes an empty variable for one that is not set, and addresses without their last slash", () => {
    const env = readEnv({
      ...REQUIRED,
      APP_URL: "https://rekindle.test/",
      VAPI_API_KEY: "",
      LOG_LEVEL: "",
      DATABASE_URL: "",
    });
    expect(env).toMatchObject({ appUrl: "https://rekindle.test", vapi: null, logLevel: "info" });
  });

  it("tells providers another address where one is named", () => {
    expect(readEnv({ ...REQUIRED, WEBHOOK_BASE_URL: "https://tunnel.test/" }).webhookBaseUrl).toBe(
      "https://tunnel.test",
    );
  });

  it("takes a secret without the line break of the file it came from", () => {
    expect(readEnv({ ...REQUIRED, ...VAPI, VAPI_WEBHOOK_SECRET: `${KEY}\n` }).vapi?.webhookSecret).toBe(KEY);
  });

  it("chooses the engine of the jobs", () => {
    const database = "postgresql://user:pass@127.0.0.1:5432/rekindle";
    expect(readEnv({ ...REQUIRED, JOBS_ENGINE: "graphile", DATABASE_URL: database }).jobs).toEqual({
      engine: "graphile",
      databaseUrl: database,
    });
    const trigger = { ...REQUIRED, CRON_SECRET: undefined, JOBS_ENGINE: "trigger", TRIGGER_SECRET_KEY: KEY };
    expect(readEnv(trigger)).toMatchObject({ jobs: { engine: "trigger" }, cronSecret: null });
  });
});

describe("what is missing or wrong", () => {
  it.each(["APP_URL", "SUPABASE_URL", "SUPABASE_ANON_KEY", "SUPABASE_SERVICE_ROLE_KEY", "CRON_SECRET"])(
    "%s is named",
    (name) => {
      for (const value of [undefined, ""]) expect(named({ [name]: value })).toEqual([name]);
    },
  );

  it.each([
    ["APP_URL", "rekindle.test"],
    ["APP_URL", "ftp://rekindle.test"],
    ["SUPABASE_URL", "not a url"],
    ["SUPABASE_ANON_KEY", "short"],
    ["SUPABASE_SERVICE_ROLE_KEY", "short"],
    ["VAPI_BASE_URL", "vapi"],
    ["WEBHOOK_BASE_URL", "tunnel"],
    ["JOBS_ENGINE", "sidekiq"],
    ["DATABASE_URL", "mysql://127.0.0.1/rekindle"],
    ["TRIGGER_SECRET_KEY", "short"],
    ["CRON_SECRET", "short"],
    ["CLOCK_OFFSET_MS", "soon"],
    ["CLOCK_OFFSET_MS", "1.5"],
    ["CLOCK_OFFSET_MS", "9007199254740991"],
    ["LOG_LEVEL", "loud"],
  ])("%s=%s is named, and its value is not repeated", (name, value) => {
    const change = { VAPI_BASE_URL: "http://127.0.0.1:9", [name]: value };
    expect(named(change)).toEqual([name]);
    if (value.length > 5) expect(problems(change).join()).not.toContain(value);
  });

  it.each<[string, Record<string, string | undefined>]>([
    ["VAPI_WEBHOOK_SECRET", { VAPI_API_KEY: KEY }],
    ["VAPI_API_KEY", { VAPI_WEBHOOK_SECRET: KEY }],
    ["DATABASE_URL", { JOBS_ENGINE: "graphile" }],
    ["TRIGGER_SECRET_KEY", { JOBS_ENGINE: "trigger" }],
    ["CRON_SECRET", { JOBS_ENGINE: "cron", CRON_SECRET: undefined }],
  ])("%s is named when another variable asks for it", (name, change) => {
    expect(named(change)).toEqual([name]);
  });

  it("is named all at once", () => {
    const change = {
      APP_URL: undefined,
      SUPABASE_ANON_KEY: "short",
      VAPI_API_KEY: KEY,
      JOBS_ENGINE: "graphile",
      CLOCK_OFFSET_MS: "5",
    };
    expect(named(change).sort()).toEqual([
      "APP_URL",
      "CLOCK_OFFSET_MS",
      "DATABASE_URL",
      "SUPABASE_ANON_KEY",
      "VAPI_WEBHOOK_SECRET",
    ]);
  });

  it("is told in lines that a person can act on", () => {
    const message = new EnvironmentError(problems({ APP_URL: undefined, SUPABASE_URL: "nowhere" })).message;
    expect(message).toBe(
      "The environment is not complete:\n  - APP_URL is missing\n  - SUPABASE_URL is not usable (Invalid URL)\nSee .env.example.",
    );
  });
});

describe("the rehearsal clock", () => {
  it.each(["http://127.0.0.1:4010", "http://localhost:4010", "http://[::1]:4010", "http://127.8.8.8"])(
    "may be turned while the provider is simulated at %s",
    (VAPI_BASE_URL) => {
      expect(readEnv({ ...REQUIRED, ...VAPI, VAPI_BASE_URL, CLOCK_OFFSET_MS: "-3600000" })).toMatchObject({
        clockOffsetMs: -3_600_000,
        providersSimulated: true,
      });
    },
  );

  it.each([
    undefined,
    "https://api.vapi.ai",
    "http://127.0.0.1.evil.test",
    "http://127.0.0.1@evil.test",
    "http://localhost.evil.test",
    "http://10.0.0.1",
    "http://evil.test/127.0.0.1",
  ])("may not with a provider at %s", (VAPI_BASE_URL) => {
    expect(named({ ...VAPI, VAPI_BASE_URL, CLOCK_OFFSET_MS: "1000" })).toEqual(["CLOCK_OFFSET_MS"]);
    expect(named({ ...VAPI, VAPI_BASE_URL, CLOCK_OFFSET_MS: "0" })).toEqual([]);
  });
});
