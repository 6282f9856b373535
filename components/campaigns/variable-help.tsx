import type { ReactNode } from "react";
import type { Variable } from "@/lib/core/content";
import { Card, CardTitle } from "../ui/card";

/** Variables that a campaign of this form can fill in, and what each becomes. */
export const FORM_VARIABLES: { name: Variable; becomes: string }[] = [
  { name: "customer_name", becomes: "The customer’s first name, or “there” where none is known." },
  { name: "agent_name", becomes: "The name of the agent that calls." },
  { name: "business_name", becomes: "Your business, as in your settings." },
  { name: "last_visit", becomes: "When the customer was last in contact, such as “May 2026”." },
  { name: "service_type", becomes: "What the customer came for the last time." },
  { name: "promotion", becomes: "What you write under Promotion." },
];

export function WithVariableHelp({ children }: { children: ReactNode }) {
  return (
    <div className="grid max-w-5xl items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
      {children}
      <aside aria-label="Help" className="lg:sticky lg:top-18">
        <VariableHelp />
      </aside>
    </div>
  );
}

function VariableHelp() {
  return (
    <Card className="p-4 sm:p-5">
      <CardTitle>Variables</CardTitle>
      <p className="mt-1 text-ink-muted text-pretty">
        Each is filled in for every customer. One that has no value can bring its own words:{" "}
        <code className="text-xs">{"{service_type|your visit}"}</code>
      </p>
      <dl className="mt-4 grid gap-3">
        {FORM_VARIABLES.map(({ name, becomes }) => (
          <div key={name}>
            <dt className="font-mono text-xs">{`{${name}}`}</dt>
            <dd className="text-ink-muted text-pretty">{becomes}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
