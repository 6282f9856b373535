"use client";

import { useMemo } from "react";
import { CALL_CONSENTS, LEAD_STATUSES } from "@/lib/core/criteria";
import { regionName, toRegion } from "@/lib/core/leads/regions";
import { CALL_CONSENT_WORDS } from "@/lib/core/spoken-words";
import { formatCount } from "../../format";
import { Card, CardTitle } from "../../ui/card";
import { Field } from "../../ui/field";
import { Input, Select } from "../../ui/input";
import { TagInput } from "../../ui/tag-input";
import { useAudienceOptions } from "../../use-audience-options";
import { ConsentGapCard } from "../consent-gap-card";
import { toNumber } from "../numbers";
import { REACHED } from "../reached-words";
import { StepFrame } from "../step-frame";
import { askedWays, reachable, useAudience } from "../use-audience";
import { type StepProps, useStep } from "../use-step";
import { AudienceCard } from "./audience-card";
import { CustomFilters } from "./custom-filters";
import { LastContactFields } from "./last-contact-fields";
import {
  type TargetValues,
  targetChange,
  targetField,
  targetResolver,
  targetValues,
  toCriteria,
} from "./target-values";

export function TargetStep(props: StepProps) {
  const { timeZone, country, agents, hasCustomers } = props.context;
  const resolver = useMemo(() => targetResolver(timeZone), [timeZone]);
  const { form, draft, frame } = useStep<TargetValues>(props, {
    step: "target",
    valuesOf: (one) => targetValues(one, timeZone),
    toChange: (values, before) => targetChange(values, before, timeZone),
    resolver,
    fieldOf: targetField,
  });
  const { errors, isSubmitted } = form.formState;
  const values = form.watch();
  const { outreach_method: method, channels } = askedWays(draft);
  const audience = useAudience(toCriteria(values, draft, timeZone), draft);
  const { data: options } = useAudienceOptions();
  const most = toNumber(values.max_recipients);
  const called = audience.data && reachable(audience.data, most);
  const set = (name: "tags" | "regions") => (chosen: string[]) =>
    form.setValue(name, chosen, { shouldDirty: true, shouldValidate: isSubmitted || name === "regions" });

  const aside = (
    <div className="grid content-start gap-4">
      <AudienceCard
        preview={audience.data}
        error={audience.error}
        stale={audience.stale}
        onRetry={() => void audience.refetch()}
        hasCustomers={hasCustomers}
        most={most}
        channel={method === "multi" ? null : method}
        hasNoTouches={method === "multi" && channels === undefined}
        timeZone={timeZone}
      />
      {draft && audience.data && (
        <ConsentGapCard draft={draft} criteria={toCriteria(values, draft, timeZone)} preview={audience.data} />
      )}
    </div>
  );
  return (
    <StepFrame
      frame={frame}
      aside={aside}
      brief={
        called === undefined
          ? undefined
          : `${formatCount(called)} ${method === "multi" ? "in the sequence" : `will be ${REACHED[method]}`}`
      }
    >
      <Card className="grid gap-5 p-4 sm:p-5">
        <CardTitle>How long they have been quiet</CardTitle>
        <LastContactFields form={form} />
      </Card>
      <Card className="grid gap-5 p-4 sm:p-5">
        <CardTitle>What is known of them</CardTitle>
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <Field label="Latest lead is" error={errors.status?.message}>
            {(control) => (
              <Select {...control} className="w-full" {...form.register("status")}>
                <option value="">Of any status</option>
                {LEAD_STATUSES.map((status) => (
                  <option key={status}>{status}</option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Latest lead was taken by" error={errors.agent_id?.message}>
            {(control) => (
              <Select {...control} className="w-full" {...form.register("agent_id")}>
                <option value="">Any agent</option>
                {agents.map((agent) => (
                  <option key={agent.id} value={agent.id}>
                    {agent.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Leads, at least" optional error={errors.min_leads?.message}>
            {(control) => (
              <Input {...control} type="number" inputMode="numeric" min={0} {...form.register("min_leads")} />
            )}
          </Field>
        </div>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field
            label="Tags"
            optional
            error={errors.tags?.message ?? errors.tags?.root?.message}
            hint="Customers who have any of them. Press Enter after each."
          >
            {(control) => (
              <TagInput
                control={control}
                values={values.tags}
                onChange={set("tags")}
                suggestions={options?.tags.map(({ value }) => value) ?? []}
              />
            )}
          </Field>
          <Field
            label="States or regions"
            optional
            error={errors.regions?.message ?? errors.regions?.root?.message}
            hint="Such as Texas. Customers who live in any of them."
          >
            {(control) => (
              <TagInput
                control={control}
                values={values.regions}
                onChange={set("regions")}
                suggestions={options?.regions.map(({ value }) => value) ?? []}
                // What is no region stays to be seen: without it the campaign would call more people than were meant.
                clean={(typed) => toRegion(typed.trim(), country) ?? (typed.trim() || null)}
                labelOf={regionName}
              />
            )}
          </Field>
        </div>
        <Field label="Agreement to calls" error={errors.call_consent?.message} className="sm:max-w-80">
          {(control) => (
            <Select {...control} className="w-full" {...form.register("call_consent")}>
              <option value="">Whether they agreed or not</option>
              {CALL_CONSENTS.map((one) => (
                <option key={one} value={one}>
                  {CALL_CONSENT_WORDS[one]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <CustomFilters form={form} fields={options?.fields ?? []} />
      </Card>
      <Card className="grid gap-5 p-4 sm:p-5">
        <CardTitle>How many</CardTitle>
        <Field
          label={method === "call" ? "Call at most" : "Contact at most"}
          optional
          error={errors.max_recipients?.message}
          hint="Those who were in touch last come first."
          className="max-w-60"
        >
          {(control) => (
            <Input {...control} type="number" inputMode="numeric" min={1} {...form.register("max_recipients")} />
          )}
        </Field>
      </Card>
    </StepFrame>
  );
}
