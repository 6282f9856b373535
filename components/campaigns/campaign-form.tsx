"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { ApiError, api } from "../api";
import { tell } from "../toast";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { AudiencePart, BasicsPart, ContentPart, PacePart } from "./campaign-form-parts";
import {
  type CampaignFormValues,
  type Existing,
  isField,
  newValues,
  resolver,
  toInput,
  valuesOf,
} from "./campaign-form-values";

const Saved = z.object({ id: z.string() });

export interface CampaignFormProps {
  agents: { id: string; name: string }[];
  /** The campaign to change; without it a new draft is made. */
  campaign?: Existing;
}

/** Makes or changes a campaign; nobody is contacted from here. What was typed stays whatever the server answers. */
export function CampaignForm({ agents, campaign }: CampaignFormProps) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<CampaignFormValues>({
    resolver,
    defaultValues: campaign ? valuesOf(campaign) : newValues(agents[0]?.id ?? ""),
  });
  const { isSubmitting, isSubmitSuccessful } = form.formState;

  async function save(values: CampaignFormValues) {
    setRefusal(null);
    try {
      const body = toInput(values, campaign);
      const { id } = campaign
        ? await api(`/api/campaigns/${campaign.id}`, Saved, { method: "PATCH", body })
        : await api("/api/campaigns", Saved, { method: "POST", body });
      tell("success", campaign ? "The changes are saved." : "The draft is saved.");
      router.push(`/campaigns/${id}`);
      router.refresh();
    } catch (error) {
      showRefusal(error);
    }
  }

  function showRefusal(error: unknown) {
    for (const { path, message } of error instanceof ApiError ? error.issues : [])
      if (path && isField(path)) form.setError(path, { message }, { shouldFocus: true });
    // Marks the submission as failed, so that the button works again.
    form.setError("root", { message: "refused" });
    setRefusal(error instanceof Error ? error.message : String(error));
  }

  return (
    <form noValidate onSubmit={form.handleSubmit(save)} className="grid min-w-0 gap-4">
      <BasicsPart form={form} agents={agents} />
      <AudiencePart form={form} />
      <ContentPart form={form} />
      <PacePart form={form} />
      {refusal && <Notice kind="danger" role="alert" title={refusal} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" type="submit" busy={isSubmitting || (isSubmitSuccessful && !refusal)}>
          {isSubmitting ? "Saving…" : campaign ? "Save changes" : "Save as draft"}
        </Button>
        <p className="text-ink-muted">Nobody is called before you start the campaign.</p>
      </div>
    </form>
  );
}
