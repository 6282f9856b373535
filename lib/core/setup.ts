/** Which of its surroundings the server was told about. Names of variables, never their values. */
export interface Setup {
  voice: ProviderSetup;
  email: ProviderSetup;
  sms: ProviderSetup;
  jobs: { engine: "trigger" | "graphile" | "cron" };
  webhooks: {
    /** Where the providers report to: our own address, no secret. */
    url: string;
    reach: WebhookReach;
    /** The variable that decides the address. */
    variable: "WEBHOOK_BASE_URL" | "APP_URL";
  };
}

export interface ProviderSetup {
  configured: boolean;
  /** Variables that it needs and that are not set. */
  missing: string[];
  /** On loopback: nobody real is reached. */
  simulated: boolean;
}

/** - `public`: https on a name or address that the internet can reach, as far as one can see from here.
 *  - `not_https`: public, but unencrypted: providers refuse it or anybody could read along.
 *  - `private`: this machine or its own network alone. */
export type WebhookReach = "public" | "not_https" | "private";

const PRIVATE_NAME = /^(localhost|.*\.(localhost|local|internal|lan|home|test|example|invalid)|[^.:]+)$/i;
const PRIVATE_ADDRESS =
  /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|0\.|\[(::1?|f[cd].*|fe[89ab].*)\]$)/i;

/** Who can reach an address, judged by the address alone. @param url absolute */
export function webhookReach(url: string): WebhookReach {
  if (!URL.canParse(url)) return "private";
  const { protocol, hostname } = new URL(url);
  if (PRIVATE_ADDRESS.test(hostname) || PRIVATE_NAME.test(hostname)) return "private";
  return protocol === "https:" ? "public" : "not_https";
}

/** What became of asking the provider; `unconfigured` was not asked. */
export const VOICE_STATES = ["unconfigured", "reachable", "refused", "unreachable"] as const;
export type VoiceState = (typeof VOICE_STATES)[number];

/** Of an agent's assistant or number: `unset` has no id, `unknown` could not be asked. */
export const PART_STATES = ["found", "missing", "unset", "unknown"] as const;
export type PartState = (typeof PART_STATES)[number];
