"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type FieldErrors, type Resolver, useForm } from "react-hook-form";
import { z } from "zod";
import { CreateAgent } from "@/lib/core/settings";
import { ApiError, api } from "../api";
import { issueText } from "../issue-text";
import { tell } from "../toast";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import type { AgentRow } from "./agent-list";

const FIELDS = ["name", "vapi_assistant_id", "vapi_phone_number_id"] as const;
type Values = Record<(typeof FIELDS)[number], string>;
const Saved = z.object({ id: z.string() });

const valuesOf = (agent?: AgentRow): Values => ({
  name: agent?.name ?? "",
  vapi_assistant_id: agent?.vapi_assistant_id ?? "",
  vapi_phone_number_id: agent?.vapi_phone_number_id ?? "",
});

/** Only what was changed is asked about: an id that stood there before need not have the form that Vapi's have today. */
const changed = (values: Values, before: Values) =>
  Object.fromEntries(FIELDS.filter((field) => values[field].trim() !== before[field]).map((one) => [one, values[one]]));

const resolverOf =
  (before: Values): Resolver<Values> =>
  async (values) => {
    const parsed = CreateAgent.safeParse({ name: values.name, ...changed(values, before) });
    if (parsed.success) return { values, errors: {} };
    const errors: FieldErrors<Values> = {};
    for (const issue of parsed.error.issues)
      Object.assign(errors, { [String(issue.path[0])]: { type: issue.code, message: issueText(issue) } });
    return { values: {}, errors };
  };

/** Adds an agent, or changes one. What was typed stays whatever the server answers. */
export function AgentForm({ agent, onClose }: { agent?: AgentRow; onClose: () => void }) {
  const router = useRouter();
  const queries = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const [before] = useState(() => valuesOf(agent));
  const form = useForm<Values>({ resolver: resolverOf(before), defaultValues: before });
  const { errors, isSubmitting } = form.formState;

  const save = form.handleSubmit(async (values) => {
    setFailure(null);
    const body = changed(values, before);
    if (agent && Object.keys(body).length === 0) return onClose();
    try {
      if (agent) await api(`/api/agents/${agent.id}`, Saved, { method: "PATCH", body });
      else await api("/api/agents", Saved, { method: "POST", body });
      tell("success", agent ? "The agent is saved." : "The agent is added.");
      void queries.invalidateQueries({ queryKey: ["setup"] });
      router.refresh();
      onClose();
    } catch (error) {
      for (const { path, message } of error instanceof ApiError ? error.issues : []) {
        const field = FIELDS.find((one) => one === path);
        if (field) form.setError(field, { message }, { shouldFocus: true });
      }
      setFailure(error instanceof Error ? error.message : String(error));
    }
  });

  return (
    <Dialog
      title={agent ? `Edit ${agent.name}` : "Add an agent"}
      description="Its assistant and phone number are made in Vapi’s dashboard; their ids stand there."
      onClose={onClose}
    >
      <form noValidate onSubmit={save} className="grid gap-4">
        <Field label="Name" hint="Said to customers where a script has {agent_name}." error={errors.name?.message}>
          {(control) => <Input {...control} {...form.register("name")} maxLength={120} autoComplete="off" />}
        </Field>
        <Field label="Id of the assistant" optional error={errors.vapi_assistant_id?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register("vapi_assistant_id")}
              className="font-mono"
              maxLength={60}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
        <Field label="Id of the phone number" optional error={errors.vapi_phone_number_id?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register("vapi_phone_number_id")}
              className="font-mono"
              maxLength={60}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
        {failure && <Notice kind="danger" role="alert" title={failure} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={isSubmitting}>
            {isSubmitting ? "Saving…" : agent ? "Save" : "Add"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
