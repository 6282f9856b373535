import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { UseFormReturn } from "react-hook-form";
import { Field } from "../../ui/field";
import { Select } from "../../ui/input";
import { Notice } from "../../ui/notice";
import type { ContentValues } from "./content-values";

export interface ContentAgent {
  id: string;
  name: string;
  canCall: boolean;
  /** What it lacks for calls, where that is known. */
  missing?: ("assistant" | "number")[];
}

const ROLE = "Its name can stand in the message, and it gets the leads.";
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
  if (agents.length === 0) return <NoAgent speaks={speaks} />;
  const hint = lack ? (
    <>
      {chosen?.name} has {lack.replace("not set up for calls", "no assistant or no phone number")}, so it can’t call
      yet. Enter its ids under <AgentSettings />, or choose another agent.
    </>
  ) : undefined;
  const role = speaks ? undefined : ROLE;
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

/** In a tab of its own: what is written here stays. */
const AgentSettings = () => (
  <a href="/settings/agents" target="_blank" rel="noreferrer" className="font-medium underline underline-offset-4">
    Settings, Agents<span className="sr-only"> (in a new tab)</span>
  </a>
);

function NoAgent({ speaks }: { speaks: boolean }) {
  const router = useRouter();
  useEffect(() => {
    // Whoever comes back from the settings has added one.
    const look = () => router.refresh();
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [router]);
  return (
    <Notice kind="warning" title={speaks ? "There is no agent to speak yet" : "There is no agent yet"}>
      {!speaks && `${ROLE} `}Add one under <AgentSettings />. You can go on writing; the campaign can start once it is
      there.
    </Notice>
  );
}
