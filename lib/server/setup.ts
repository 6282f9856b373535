import { type ProviderSetup, type Setup, webhookReach } from "@/lib/core/setup";
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
    email: messagesOf(env.email, ["RESEND_API_KEY", "RESEND_WEBHOOK_SECRET"], env),
    sms: messagesOf(env.sms, ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"], env),
    jobs: { engine: env.jobs.engine },
    webhooks: {
      url: `${env.webhookBaseUrl}/api/webhooks/vapi`,
      reach: webhookReach(env.webhookBaseUrl),
      variable: env.webhookBaseUrl === env.appUrl ? "APP_URL" : "WEBHOOK_BASE_URL",
    },
  };
}

function messagesOf(
  provider: { baseUrl: string | undefined } | null,
  variables: string[],
  { linkSecret }: ServerEnv,
): ProviderSetup {
  return {
    configured: provider !== null,
    missing: provider ? [] : [...variables, ...(linkSecret === null ? ["LINK_SECRET"] : [])],
    simulated: provider?.baseUrl !== undefined && webhookReach(provider.baseUrl) === "private",
  };
}
