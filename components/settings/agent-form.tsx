"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { CreateAgent } from "@/lib/core/settings";
import { Saved } from "@/lib/core/views";
import { api } from "../api";
import { resolverOf, schemaProblems } from "../form-problems";
import { fieldIn, showRefusal } from "../form-refusal";
import { tell } from "../toast";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { FormEnd } from "../ui/form-end";
import { Input } from "../ui/input";
import type { AgentRow } from "./agent-list";

const FIELDS = ["name", "vapi_assistant_id", "vapi_phone_number_id"] as const;
type Values = Record<(typeof FIELDS)[number], string>;

const valuesOf = (agent?: AgentRow): Values => ({
  name: agent?.name ?? "",
  vapi_assistant_id: agent?.vapi_assistant_id ?? "",
  vapi_phone_number_id: agent?.vapi_phone_number_id ?? "",
});

/** Only what was changed is asked about: an id that stood there before need not have the form that Vapi's have today. */
const changed = (values: Values, before: Values) =>
  Object.fromEntries(FIELDS.filter((field) => values[field].trim() !== before[field]).map((one) => [one, values[one]]));

const agentResolver = (before: Values) =>
  resolverOf<Values>((values) =>
    schemaProblems(CreateAgent, { name: values.name, ...changed(values, before) }, fieldIn(FIELDS)),
  );

/** Adds an agent, or changes one. What was typed stays whatever the server answers. */
export function AgentForm({ agent, onClose }: { agent?: AgentRow; onClose: () => void }) {
  const router = useRouter();
  const queries = useQueryClient();
  const [before] = useState(() => valuesOf(agent));
  const form = useForm<Values>({ resolver: agentResolver(before), defaultValues: before });
  const { errors, isSubmitting } = form.formState;

  const save = form.handleSubmit(async (values) => {
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
      showRefusal(form, error, FIELDS);
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
        <FormEnd error={errors.root?.message} onCancel={onClose} busy={isSubmitting}>
          {isSubmitting ? "Saving…" : agent ? "Save" : "Add"}
        </FormEnd>
      </form>
    </Dialog>
  );
}
