"use client";

import dynamic from "next/dynamic";
import { MAX_SPOKEN } from "@/lib/core/call-content";
import { checkContent } from "@/lib/core/content";
import { spokenLength, spokenSeconds } from "@/lib/core/spoken-length";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { untilLoaded } from "../../until-loaded";
import { ScriptProblems } from "./script-problems";
import { TextEditor, type TextEditorProps, type TextHandle } from "./text-editor";
import { VariableChips } from "./variable-chips";

const loadExamples = () => import("./examples-menu").then((module) => module.ExamplesMenu);
export const ExamplesMenu = dynamic(() => untilLoaded(loadExamples), {
  ssr: false,
  loading: () => (
    <Button size="sm" look="quiet" disabled>
      Examples
    </Button>
  ),
});

export interface ScriptEditorProps extends Omit<TextEditorProps, "above" | "below" | "oneLine" | "onHandle"> {
  /** Seconds beyond which it is long to listen to, and what that means. */
  long: { seconds: number; text: string };
  examples: { title: string; text: string }[];
}

/** What an agent says, with its spoken length. */
export function ScriptEditor({ long, examples, ...props }: ScriptEditorProps) {
  const { label, value } = props;
  return (
    <TextEditor
      {...props}
      above={({ insert, use }) => (
        <div className="relative">
          <VariableChips label={label} onInsert={insert} />
          <div className="absolute right-0 bottom-full mb-0.5">
            <ExamplesMenu label={label} examples={examples} onChoose={use} />
          </div>
        </div>
      )}
      below={({ replace }) => <Below value={value} long={long} onReplace={replace} />}
    />
  );
}

interface BelowProps extends Pick<ScriptEditorProps, "value" | "long"> {
  onReplace: TextHandle["replace"];
}

function Below({ value, long, onReplace }: BelowProps) {
  const { length } = checkContent(value);
  const seconds = spokenSeconds(value);
  const isLong = seconds > long.seconds;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
      <div aria-live="polite" className="min-w-0 flex-1 basis-64">
        <ScriptProblems text={value} onReplace={onReplace} />
        {isLong && <p className="text-warning">{long.text}</p>}
      </div>
      <p className="ml-auto shrink-0 tabular-nums">
        {seconds > 0 && <>{spokenLength(seconds)} · </>}
        <span className={cn(length > MAX_SPOKEN && "font-medium text-danger")}>
          {length} / {MAX_SPOKEN}
        </span>
      </p>
    </div>
  );
}
