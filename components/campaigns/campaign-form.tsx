"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import * as z from "zod/mini";
import { CAMPAIGN_TYPES } from "@/lib/core/campaign";
import { LEAD_STATUSES } from "@/lib/core/criteria";
import { ApiError, api } from "../api";
import { Button } from "../ui/button";
import { Card, CardTitle } from "../ui/card";
import { Field } from "../ui/field";
import { Input, Select } from "../ui/input";
import { Notice } from "../ui/notice";
import { type CampaignFormValues, defaults, isField, resolver, toInput } from "./campaign-form-values";
import { EXAMPLE_SCRIPT } from "./examples";
import { TYPE_LABEL } from "./labels";
import { ScriptField } from "./script-field";

const Created = z.object({ id: z.string() });
const Issues = z.array(z.object({ path: z.string(), message: z.string() }));

export interface CampaignFormProps {
  agents: { id: string; name: string }[];
}

/** Makes a draft; nothing is sent to anybody from here. */
export function CampaignForm({ agents }: CampaignFormProps) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<CampaignFormValues>({ resolver, defaultValues: defaults(agents[0]?.id ?? "") });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

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
    <form noValidate onSubmit={form.handleSubmit(save)} className="grid max-w-3xl gap-4">
      <Part title="Basics">
        <Field label="Name" error={errors.name?.message}>
          {(control) => <Input {...control} {...form.register("name")} maxLength={120} autoComplete="off" />}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Type" error={errors.campaign_type?.message}>
            {(control) => (
              <Select {...control} className="w-full" {...form.register("campaign_type", { onChange: offerScript })}>
                {CAMPAIGN_TYPES.map((type) => (
                  <option key={type} value={type}>
                    {TYPE_LABEL[type]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Agent" error={errors.agent_id?.message} hint="The assistant that makes the calls.">
            {(control) => (
              <Select {...control} className="w-full" {...form.register("agent_id")}>
                {agents.map((agent) => (
                  <option key={agent.id} value={agent.id}>
                    {agent.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
      </Part>

      <Part title="Who is called">
        <div className="grid gap-4 sm:grid-cols-3">
          <Field
            label="Quiet for"
            hint="Days since the last contact."
            error={errors.target_criteria?.last_contact_days?.message}
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                max={3650}
                {...form.register("target_criteria.last_contact_days")}
              />
            )}
          </Field>
          <Field label="Last lead is" error={errors.target_criteria?.status?.message}>
            {(control) => (
              <Select {...control} className="w-full" {...form.register("target_criteria.status")}>
                <option value="">Of any status</option>
                {LEAD_STATUSES.map((status) => (
                  <option key={status}>{status}</option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Leads, at least" error={errors.target_criteria?.min_leads?.message}>
            {(control) => <Input {...control} type="number" min={0} {...form.register("target_criteria.min_leads")} />}
          </Field>
        </div>
      </Part>

      <Part title="What is said">
        <ScriptField
          label="Script"
          rows={6}
          maxLength={4000}
          value={form.watch("call_script")}
          error={errors.call_script?.message}
          onChange={(text) =>
            form.setValue("call_script", text, { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
          }
          register={form.register("call_script").ref}
        />
        <ScriptField
          label="Voicemail message"
          optional
          rows={3}
          maxLength={1000}
          value={form.watch("voicemail_message")}
          error={errors.voicemail_message?.message}
          onChange={(text) => form.setValue("voicemail_message", text, { shouldDirty: true })}
          register={form.register("voicemail_message").ref}
        />
      </Part>

      <Part title="How fast">
        <Field label="Calls a minute, at most" error={errors.rate_limit_per_minute?.message} className="sm:max-w-56">
          {(control) => <Input {...control} type="number" min={1} {...form.register("rate_limit_per_minute")} />}
        </Field>
      </Part>

      {refusal && <Notice kind="danger" role="alert" title={refusal} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" type="submit" busy={isSubmitting || (isSubmitSuccessful && !refusal)}>
          {isSubmitting ? "Saving…" : "Save as draft"}
        </Button>
        <p className="text-ink-muted">Nobody is called before you start the campaign.</p>
      </div>
    </form>
  );

  /** Another type brings its example along, unless the script is already one's own. */
  function offerScript() {
    const { call_script, campaign_type } = form.getValues();
    if (Object.values(EXAMPLE_SCRIPT).includes(call_script))
      form.setValue("call_script", EXAMPLE_SCRIPT[campaign_type]);
  }
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="grid gap-4 p-4 sm:p-5">
      <CardTitle>{title}</CardTitle>
      {children}
    </Card>
  );
}
