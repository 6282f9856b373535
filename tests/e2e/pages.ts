import type { Page } from "playwright";
import { exampleStep, sequenceExamples } from "@/lib/core/sequence-examples";
import type { CampaignType } from "@/lib/core/words";

/** What the pages below are about. */
export interface Subjects {
  /** A campaign that called, or calls, its recipients. */
  campaign: string;
  /** One of them, with an attempt that was answered. */
  recipient: string;
  attempt: string;
  customer: string;
  draft: string;
  /** An email and the address of its opt-out page. */
  message: string;
  optOut: string;
  /** A campaign of emails, texts and calls with variants and people held out, where there is one. */
  measured?: string;
  /** A draft of several touches, with an email that has variants; without one its pages are left out. */
  sequence?: string;
}

const CREATE_STEPS = ["basics", "target", "method", "content", "schedule", "review"] as const;

/** Every page of the dashboard: name -> address. What looks at pages (axe, screenshots, times) looks at these. */
export function pagesOf({
  campaign,
  recipient,
  attempt,
  customer,
  draft,
  message,
  optOut,
  measured,
  sequence,
}: Subjects): Record<string, string> {
  const content = `/campaigns/create/content?campaign=${sequence}`;
  return {
    campaigns: "/campaigns",
    "campaigns-search": "/campaigns?search=nothing-of-the-kind",
    create: "/campaigns/create",
    ...Object.fromEntries(
      CREATE_STEPS.map((step) => [`create-${step}`, `/campaigns/create/${step}?campaign=${draft}`]),
    ),
    ...(sequence && {
      "create-sequence": content,
      "create-sequence-text": `${content}&touch=2`,
      "create-sequence-email": `${content}&touch=3&variant=B`,
      "create-sequence-schedule": `/campaigns/create/schedule?campaign=${sequence}`,
      "create-sequence-review": `/campaigns/create/review?campaign=${sequence}`,
    }),
    campaign: `/campaigns/${campaign}`,
    "campaign-setup": `/campaigns/${campaign}?tab=setup`,
    "campaign-recipient": `/campaigns/${campaign}?recipient=${recipient}`,
    recipient: `/campaigns/${campaign}/recipients/${recipient}`,
    analytics: `/campaigns/${campaign}/analytics`,
    ...(measured
      ? {
          "analytics-sequence": `/campaigns/${measured}/analytics`,
          "analytics-sequence-tables": `/campaigns/${measured}/analytics?tables=effect.touches.variants`,
        }
      : {}),
    calls: "/calls",
    "calls-search": "/calls?search=appointment",
    "calls-needs-you": "/calls?view=needs_you",
    call: `/calls/${attempt}`,
    emails: "/calls?channel=email",
    texts: "/calls?channel=sms",
    message: `/calls/${message}`,
    "opt-out": optOut,
    "opt-out-unknown": "/u/nothing-of-the-kind",
    customers: "/customers",
    "customers-unplaced": "/customers?state=unknown_time_zone",
    "customers-search": "/customers?search=nothing-of-the-kind",
    customer: `/customers/${customer}`,
    import: "/customers/import",
    "opt-outs": "/opt-outs",
    "settings-business": "/settings/business",
    "settings-calling": "/settings/calling",
    "settings-channels": "/settings/channels",
    "settings-lists": "/settings/lists",
    "settings-keeping": "/settings/keeping",
    "settings-overrides": "/settings/overrides",
    "settings-agents": "/settings/agents",
    "settings-providers": "/settings/providers",
    "settings-api": "/settings/api",
    "not-found": "/campaigns/none",
  };
}

/** Goes to a page and waits until it stands: its heading is there and nothing breathes any more. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForFunction(() => !document.querySelector("main .animate-breathe[aria-hidden]:not(span)"));
}

/** A sequence for `Subjects`, as `POST /api/campaigns` takes it. */
export function sequenceOf(type: CampaignType = "winback"): Record<string, unknown> {
  const steps = sequenceExamples(type)[0]?.steps ?? [];
  const other = exampleStep(type, "email", 1);
  const { subject, preview_text, body } = other;
  const variants = [{ name: "B", weight: 30, subject, preview_text, body }];
  return {
    ...{ name: "Call, text, email", campaign_type: type, outreach_method: "multi", call_script: undefined },
    ...{ holdout_percent: 10, steps: steps.map((step) => (step.channel === "email" ? { ...step, variants } : step)) },
  };
}
