import type { UseFormReturn } from "react-hook-form";
import { Field } from "../../ui/field";
import { Select } from "../../ui/input";
import type { ContentValues } from "./content-values";

export interface ContentAgent {
  id: string;
  name: string;
  canCall: boolean;
  /** What it lacks for calls, where that is known. */
  missing?: ("assistant" | "number")[];
}

const LACK = { assistant: "no assistant", number: "no phone number" } as const;

function lackOf({ canCall, missing = [] }: ContentAgent): string {
  if (missing.length > 0) return missing.map((part) => LACK[part]).join(", ");
  return canCall ? "" : "not set up for calls";
}

/** Whose voice it is, and what an agent lacks to make calls. */
export function AgentField({
  form,
  agents,
  speaks,
}: {
  form: UseFormReturn<ContentValues>;
  agents: ContentAgent[];
  /** Whether it makes calls; otherwise it gives its name, and gets the leads. */
  speaks: boolean;
}) {
  const chosen = agents.find(({ id }) => id === form.watch("agent_id"));
  const lack = chosen && speaks ? lackOf(chosen) : "";
  const hint = lack
    ? `${chosen?.name} has ${lack.replace("not set up for calls", "no assistant or no phone number")}, so it can’t call yet. Connect one in your AI receptionist, or choose another agent.`
    : undefined;
  const role = speaks ? undefined : "Its name can stand in the message, and it gets the leads.";
  return (
    <Field
      label={speaks ? "Agent that speaks" : "Agent"}
      error={form.formState.errors.agent_id?.message}
      hint={hint ? <span className="text-warning">{hint}</span> : role}
      className="sm:max-w-sm"
    >
      {(control) => (
        <Select {...control} className="w-full" {...form.register("agent_id")}>
          <option value="">Choose an agent</option>
          {agents.map((agent) => (
            <option key={agent.id} value={agent.id}>
              {agent.name}
              {speaks && lackOf(agent) && ` (${lackOf(agent)})`}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
