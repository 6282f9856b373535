"use client";

import { Mail } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import * as z from "zod/mini";
import type { AudiencePreview } from "@/lib/core/audience-views";
import { consentGap, gapText } from "@/lib/core/consent-gap";
import { stepHref } from "@/lib/core/draft-address";
import { CONSENT_EMAIL } from "@/lib/core/message-examples";
import { previewBy } from "@/lib/core/sequence-reach";
import { ApiError, api } from "../api";
import { tell } from "../toast";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { TextLink } from "../ui/text-link";
import { channelsOf, type Draft } from "./draft";

const Made = z.object({ id: z.string() });

interface ConsentGapCardProps {
  draft: Draft;
  /** Whom it would reach, as they are chosen now. */
  criteria: Record<string, unknown>;
  preview: AudiencePreview;
}

/** How many may not be called for want of what they agreed to, and what may be done instead. Nothing where nobody is. */
export function ConsentGapCard({ draft, criteria, preview }: ConsentGapCardProps) {
  const { isBusy, ask } = useAskByEmail(draft, criteria);
  const byCall = previewBy(preview, "call");
  const gap = byCall && consentGap(byCall);
  if (!gap || !channelsOf(draft).includes("call")) return null;
  const isMarketing = draft.purpose === "marketing";
  return (
    <Card aria-label="Who has not agreed to calls" className="grid gap-3 p-4 sm:p-5">
      <div className="grid gap-1">
        <CardTitle>Who may not be called</CardTitle>
        <p className="text-pretty">
          {gapText(gap, draft.purpose)}
          {preview.channels && preview.channels.length > 1 && " The other touches reach them where they may."}
        </p>
      </div>
      <p className="text-[0.8125rem] font-medium">What you can do instead</p>
      <ul className="grid gap-3 text-[0.8125rem]">
        <li className="grid justify-items-start gap-1.5">
          <p className="text-ink-muted text-pretty">
            Ask them by email: each who has not agreed gets a link to a page on which they can. It is made as a draft
            for you to read.
          </p>
          <Button size="sm" busy={isBusy} onClick={ask}>
            <Mail aria-hidden />
            Write an email that asks them
          </Button>
        </li>
        <li className="text-ink-muted text-pretty">
          If they agreed already, on a form perhaps:{" "}
          <TextLink inText href="/customers/import?rows=customers">
            import it with a file
          </TextLink>
          , or put it down on the customer’s own page.
        </li>
        {isMarketing && (
          <li className="text-ink-muted text-pretty">
            If you have no offer to make, but a message about a visit or an order of theirs:{" "}
            <TextLink inText href={stepHref("basics", draft.id)}>
              make it a service message
            </TextLink>
            .
          </li>
        )}
      </ul>
    </Card>
  );
}

/** Makes a draft of an email campaign to those of the same customers who have not agreed, with the words that ask for it, and goes there. */
function useAskByEmail(draft: Draft, criteria: Record<string, unknown>) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  async function ask() {
    setBusy(true);
    const { subject, preview_text, body } = CONSENT_EMAIL;
    const campaign = {
      ...{
        name: `May we call? ${draft.name}`.slice(0, 120),
        campaign_type: draft.campaign_type,
        outreach_method: "email",
      },
      ...{ agent_id: draft.agent_id, target_criteria: { ...criteria, call_consent: "missing" } },
      ...{ rate_limit_per_minute: 60, draft_step: "review" },
      ...{ subject, preview_text, message_template: body },
    };
    try {
      const { id } = await api("/api/campaigns", Made, { method: "POST", body: campaign });
      tell("success", "The email is written as a draft. Nobody gets it before you start it.");
      router.push(stepHref("content", id));
    } catch (error) {
      tell("error", error instanceof ApiError ? error.message : "That did not work. Try again.");
      setBusy(false);
    }
  }
  return { isBusy, ask };
}
