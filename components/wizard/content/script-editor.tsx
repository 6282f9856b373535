"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { MAX_SPOKEN } from "@/lib/core/call-content";
import { checkContent } from "@/lib/core/content";
import { type Disclosed, disclosed, type Speaker, secondsBeforePurpose } from "@/lib/core/disclosure";
import { spokenLength, spokenSeconds } from "@/lib/core/spoken-length";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { untilLoaded } from "../../until-loaded";
import { Denials } from "./denials";
import { FixedOpening } from "./fixed-words";
import { ScriptProblems } from "./script-problems";
import { TextEditor, type TextEditorProps, type TextHandle } from "./text-editor";
import { VariableChips } from "./variable-chips";
import { VoicemailLacks } from "./voicemail-lacks";

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
  speaker: Speaker;
  /** Seconds within which somebody who listens has to learn why they are called; left out where nobody does. */
  purposeWithin?: number;
}

/** What an agent says, with what it always says first, and its spoken length. */
export function ScriptEditor({ long, examples, speaker, purposeWithin, ...props }: ScriptEditorProps) {
  const { label, value } = props;
  const said = disclosed(value, speaker);
  return (
    <TextEditor
      {...props}
      above={({ insert, use }) => (
        <div className="relative">
          <VariableChips label={label} onInsert={insert} />
          <div className="absolute right-0 bottom-full mb-0.5">
            <ExamplesMenu label={label} examples={examples} onChoose={use} />
          </div>
          {said.added && value.trim() !== "" && <FixedOpening text={said.added} speaker={speaker} />}
        </div>
      )}
      below={({ replace, append }) => (
        <Below value={value} said={said} long={long} purposeWithin={purposeWithin} onReplace={replace}>
          {purposeWithin === undefined && <VoicemailLacks text={value} onAdd={append} />}
          <Denials text={value} speaker={speaker} onRemove={(words) => replace(words, "")} />
        </Below>
      )}
    />
  );
}

interface BelowProps extends Pick<ScriptEditorProps, "value" | "long" | "purposeWithin"> {
  said: Disclosed;
  onReplace: TextHandle["replace"];
  children: ReactNode;
}

function Below({ value, said, long, purposeWithin, onReplace, children }: BelowProps) {
  const isEmpty = value.trim() === "";
  const { length } = checkContent(isEmpty ? "" : said.text);
  const seconds = isEmpty ? 0 : spokenSeconds(said.text);
  const isLong = seconds > long.seconds;
  const isLate = purposeWithin !== undefined && !isEmpty && secondsBeforePurpose(said) > purposeWithin;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
      <div aria-live="polite" className="min-w-0 flex-1 basis-64">
        <ScriptProblems text={value} onReplace={onReplace} />
        {children}
        {isLong && <p className="text-warning">{long.text}</p>}
        {isLate && (
          <p className="text-warning">
            It takes more than {purposeWithin} seconds to say why you call. Say it sooner: several states ask for it.
          </p>
        )}
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
