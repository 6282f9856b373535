import { type Setup, webhookReach } from "@/lib/core/setup";
import type { ServerEnv } from "./env";

/** What may be told of the environment: which of its variables are missing, and our own address. No secrets. */
export function setupOf(env: ServerEnv): Setup {
  return {
    voice: {
      configured: env.vapi !== null,
      // A server starts with both or neither.
      missing: env.vapi ? [] : ["VAPI_API_KEY", "VAPI_WEBHOOK_SECRET"],
      simulated: env.providersSimulated,
    },
    jobs: { engine: env.jobs.engine },
    webhooks: {
      url: `${env.webhookBaseUrl}/api/webhooks/vapi`,
      reach: webhookReach(env.webhookBaseUrl),
      variable: env.webhookBaseUrl === env.appUrl ? "APP_URL" : "WEBHOOK_BASE_URL",
    },
  };
}
