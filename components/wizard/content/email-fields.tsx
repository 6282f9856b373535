"use client";

import { useRef } from "react";
import { checkContent } from "@/lib/core/content";
import { parseEmail } from "@/lib/core/email-content";
import { CONSENT_EMAIL, EMAIL_EXAMPLES, isMessageExample } from "@/lib/core/message-examples";
import { MAX_LINE, MAX_WRITTEN } from "@/lib/core/steps";
import { offerUndo } from "../../toast";
import { cn } from "../../ui/cn";
import { OwnWords, type WordsFieldsProps } from "./call-fields";
import { errorAt } from "./content-errors";
import { ExamplesMenu } from "./script-editor";
import { ScriptProblems } from "./script-problems";
import { TextEditor, type TextHandle } from "./text-editor";
import { VariableChips } from "./variable-chips";

/** Letters of a subject that phones show. */
const SHOWN = 40;
const LONG = 60;

/** An email: its subject, the line beside it in lists of mail, and its words. A variable goes to the field that was last in. */
export function EmailFields({ form, path, campaignType }: WordsFieldsProps) {
  const target = useRef<TextHandle | null>(null);
  const words = form.watch(path);
  const examples = [...EMAIL_EXAMPLES[campaignType], CONSENT_EMAIL];
  const note = (isBody: boolean) => (handle: TextHandle, isFocus: boolean) => {
    if (isFocus || isBody) target.current = handle;
  };
  const take = (body: string) => {
    const example = examples.find((one) => one.body === body);
    if (!example) return;
    const before = { ...form.getValues(path) };
    const fill = (from: Pick<typeof example, "subject" | "preview_text" | "body">) => {
      for (const part of ["subject", "preview_text", "body"] as const)
        form.setValue(`${path}.${part}`, from[part], { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
    };
    fill(example);
    if (before.body.trim() && !isMessageExample(before.body))
      offerUndo("Your own text gave way to the example.", () => fill(before));
  };
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <VariableChips label="email" onInsert={(text) => target.current?.insert(text)} />
        <ExamplesMenu
          label="email"
          examples={examples.map(({ title, body: text }) => ({ title, text }))}
          onChoose={take}
        />
      </div>
      <TextEditor
        label="Subject"
        value={words.subject}
        error={errorAt(form, `${path}.subject`)}
        field={form.register(`${path}.subject`)}
        maxLength={MAX_LINE}
        oneLine
        onHandle={note(false)}
        below={({ replace }) => (
          <Below text={words.subject} onReplace={replace} right={subjectLength(words.subject)}>
            {words.subject.length > LONG && (
              <p className="text-warning">Most phones cut a subject of this length off.</p>
            )}
          </Below>
        )}
      />
      <TextEditor
        label="Preview text"
        optional
        value={words.preview_text}
        error={errorAt(form, `${path}.preview_text`)}
        field={form.register(`${path}.preview_text`)}
        maxLength={MAX_LINE}
        oneLine
        onHandle={note(false)}
        below={({ replace }) => (
          <Below text={words.preview_text} onReplace={replace}>
            <p>Shown beside the subject before the email is opened.</p>
          </Below>
        )}
      />
      <TextEditor
        label="Email"
        value={words.body}
        error={errorAt(form, `${path}.body`)}
        field={form.register(`${path}.body`)}
        maxLength={MAX_WRITTEN.email}
        isExample={isMessageExample}
        onHandle={note(true)}
        below={({ replace }) => (
          <Below
            text={words.body}
            onReplace={replace}
            right={`${words.body.length.toLocaleString("en-US")} characters`}
          >
            <BadLinks body={words.body} />
          </Below>
        )}
        hint={
          <>
            <p className="text-[0.8125rem] text-ink-muted text-pretty">
              A line with only a link becomes a button:{" "}
              <code className="text-xs">[Book a time](https://your-site.com)</code>.{" "}
              <code className="text-xs">**bold**</code>, and lines that begin with <code className="text-xs">-</code>{" "}
              make a list. Your address and a link to unsubscribe are added below by themselves.
            </p>
            <OwnWords />
          </>
        }
      />
    </>
  );
}

const subjectLength = (subject: string): string => {
  const { length } = checkContent(subject);
  return length === 0 ? "" : `${subject.length} characters; phones show about ${SHOWN}`;
};

interface BelowProps {
  text: string;
  onReplace: TextHandle["replace"];
  right?: string;
  children?: React.ReactNode;
}

export function Below({ text, onReplace, right, children }: BelowProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
      <div aria-live="polite" className={cn("min-w-0 flex-1", right && "basis-48")}>
        <ScriptProblems text={text} onReplace={onReplace} />
        {children}
      </div>
      {right && <p className="ml-auto shrink-0 tabular-nums">{right}</p>}
    </div>
  );
}

function BadLinks({ body }: { body: string }) {
  const { badLinks } = parseEmail({ subject: "", previewText: null, body });
  return badLinks.map((link) => (
    <p key={link} className="text-danger wrap-break-word">
      {link} leads nowhere. Write an address such as https://your-site.com.
    </p>
  ));
}
