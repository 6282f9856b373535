"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import * as z from "zod/mini";
import { ApiError, api } from "../api";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { AudiencePart, BasicsPart, ContentPart, PacePart } from "./campaign-form-parts";
import { type CampaignFormValues, defaults, isField, resolver, toInput } from "./campaign-form-values";

const Created = z.object({ id: z.string() });
const Issues = z.array(z.object({ path: z.string(), message: z.string() }));

/** Makes a draft; nothing is sent to anybody from here. What was typed stays whatever the server answers. */
export function CampaignForm({ agents }: { agents: { id: string; name: string }[] }) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<CampaignFormValues>({ resolver, defaultValues: defaults(agents[0]?.id ?? "") });
  const { isSubmitting, isSubmitSuccessful } = form.formState;

  async function save(values: CampaignFormValues) {
    setRefusal(null);
    try {
      const { id } = await api("/api/campaigns", Created, { method: "POST", body: toInput(values) });
      toast.success("The draft is saved.");
      router.push(`/campaigns/${id}`);
    } catch (error) {
      showRefusal(error);
    }
  }

  function showRefusal(error: unknown) {
    const issues = error instanceof ApiError ? Issues.safeParse(error.details) : null;
    for (const { path, message } of issues?.success ? issues.data : [])
      if (isField(path)) form.setError(path, { message }, { shouldFocus: true });
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
          {isSubmitting ? "Saving…" : "Save as draft"}
        </Button>
        <p className="text-ink-muted">Nobody is called before you start the campaign.</p>
      </div>
    </form>
  );
}
