"use client";

import type { ReactNode } from "react";
import type { UseFormReturn } from "react-hook-form";
import { LEAD_STATUSES } from "@/lib/core/criteria";
import { CAMPAIGN_TYPES } from "@/lib/core/words";
import { Card, CardTitle } from "../ui/card";
import { Field } from "../ui/field";
import { Input, Select } from "../ui/input";
import type { CampaignFormValues } from "./campaign-form-values";
import { EXAMPLE_SCRIPT } from "./examples";
import { TYPE_LABEL } from "./labels";
import { ScriptField } from "./script-field";

interface PartProps {
  form: UseFormReturn<CampaignFormValues>;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="grid gap-4 p-4 sm:p-5">
      <CardTitle>{title}</CardTitle>
      {children}
    </Card>
  );
}

export function BasicsPart({ form, agents }: PartProps & { agents: { id: string; name: string }[] }) {
  const { errors } = form.formState;
  /** Another type brings its example along, unless the script is already one's own. */
  const offerScript = () => {
    const { call_script, campaign_type } = form.getValues();
    if (Object.values(EXAMPLE_SCRIPT).includes(call_script))
      form.setValue("call_script", EXAMPLE_SCRIPT[campaign_type]);
  };
  return (
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
  );
}

export function AudiencePart({ form }: PartProps) {
  const errors = form.formState.errors.target_criteria;
  return (
    <Part title="Who is called">
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Quiet for" hint="Days since the last contact." error={errors?.last_contact_days?.message}>
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
        <Field label="Last lead is" error={errors?.status?.message}>
          {(control) => (
            <Select {...control} className="w-full" {...form.register("target_criteria.status")}>
              <option value="">Of any status</option>
              {LEAD_STATUSES.map((status) => (
                <option key={status}>{status}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Leads, at least" error={errors?.min_leads?.message}>
          {(control) => <Input {...control} type="number" min={0} {...form.register("target_criteria.min_leads")} />}
        </Field>
      </div>
    </Part>
  );
}

export function ContentPart({ form }: PartProps) {
  const { errors, isSubmitted } = form.formState;
  const set = (field: "call_script" | "voicemail_message") => (text: string) =>
    form.setValue(field, text, { shouldDirty: true, shouldValidate: isSubmitted });
  return (
    <Part title="What is said">
      <ScriptField
        label="Script"
        rows={6}
        maxLength={4000}
        value={form.watch("call_script")}
        error={errors.call_script?.message}
        onChange={set("call_script")}
        register={form.register("call_script").ref}
      />
      <Field
        label="Promotion"
        optional
        hint="What {promotion} stands for, such as “twenty percent off this month”."
        error={errors.variables?.promotion?.message}
      >
        {(control) => (
          <Input {...control} {...form.register("variables.promotion")} maxLength={300} autoComplete="off" />
        )}
      </Field>
      <ScriptField
        label="Voicemail message"
        optional
        rows={3}
        maxLength={1000}
        value={form.watch("voicemail_message")}
        error={errors.voicemail_message?.message}
        onChange={set("voicemail_message")}
        register={form.register("voicemail_message").ref}
      />
    </Part>
  );
}

export function PacePart({ form }: PartProps) {
  return (
    <Part title="How fast">
      <Field
        label="Calls a minute, at most"
        error={form.formState.errors.rate_limit_per_minute?.message}
        className="sm:max-w-56"
      >
        {(control) => <Input {...control} type="number" min={1} {...form.register("rate_limit_per_minute")} />}
      </Field>
    </Part>
  );
}
