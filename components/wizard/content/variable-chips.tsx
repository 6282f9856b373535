import { Plus } from "lucide-react";
import { VARIABLES } from "@/lib/core/content";
import { VARIABLE_TEXT } from "./variables";

/** The variables by the names that people use; each is put in at the cursor. */
export function VariableChips({ label, onInsert }: { label: string; onInsert: (text: string) => void }) {
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1.5">
      <legend className="sr-only">Insert into the {label.toLowerCase()}</legend>
      {VARIABLES_BY_USE.filter((name) => name !== "consent_link" || label === "email").map((name) => (
        <button
          key={name}
          type="button"
          title={`{${name}}: ${VARIABLE_TEXT[name].becomes}`}
          // The cursor stays where it is.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onInsert(`{${name}}`)}
          className="inline-flex h-7 items-center gap-1 rounded-full border border-line bg-surface pr-2.5 pl-2 text-xs text-ink-muted transition-colors hover:border-line-strong hover:bg-sunken hover:text-ink disabled:opacity-60"
        >
          <Plus aria-hidden className="size-3" />
          {VARIABLE_TEXT[name].label}
        </button>
      ))}
    </fieldset>
  );
}

const ORDER = Object.keys(VARIABLE_TEXT);
const VARIABLES_BY_USE = VARIABLES.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
