import { Check } from "lucide-react";
import { cn } from "../ui/cn";

export const STEPS = ["file", "columns", "check", "report"] as const;
export type Step = (typeof STEPS)[number];

const LABEL: Record<Step, string> = { file: "File", columns: "Columns", check: "Check", report: "Report" };

export const stepOf = (text: string | null): Step => STEPS.find((step) => step === text) ?? "file";

/** Where in the import one is. */
export function ImportSteps({ current }: { current: Step }) {
  const at = STEPS.indexOf(current);
  return (
    <ol aria-label="Steps of the import" className="flex flex-wrap gap-x-3 gap-y-2 sm:gap-x-5">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={step === current ? "step" : undefined}
          className={cn(
            "flex items-center gap-1.5 font-medium sm:gap-2",
            step === current ? "text-ink" : "text-ink-muted",
          )}
        >
          <span
            aria-hidden
            className={cn(
              "grid size-6 place-items-center rounded-full text-xs tabular-nums",
              step === current ? "bg-accent text-on-accent" : "bg-sunken",
            )}
          >
            {index < at ? <Check className="size-3.5" /> : index + 1}
          </span>
          {LABEL[step]}
        </li>
      ))}
    </ol>
  );
}
