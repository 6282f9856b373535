import type { ReactNode } from "react";
import { sharesOf } from "@/lib/core/steps";
import type { Workplace } from "@/lib/core/workplace";
import { CHANNEL_TEXT, whenText } from "../content/sequence-text";
import type { Draft } from "../draft";
import { Entry, Lines, Section } from "./section";

type Touch = Draft["steps"][number];
type Said = Pick<Touch, "subject" | "preview_text" | "body" | "voicemail">;

/** All that is said and sent, touch by touch, with every variant. */
export function ContentSummary({ draft, context }: { draft: Draft; context: Workplace }) {
  const variables = Object.entries(draft.variables).filter(([, value]) => value);
  const isSequence = draft.outreach_method === "multi";
  return (
    <Section step="content" draft={draft}>
      <Entry label="Agent">
        {context.agents.find(({ id }) => id === draft.agent_id)?.name ?? "No agent is chosen yet."}
      </Entry>
      {draft.steps.length === 0 && (
        <Entry label={draft.outreach_method === "call" ? "Script" : "Content"}>Nothing is written yet.</Entry>
      )}
      {draft.steps.map((step, index) =>
        isSequence ? (
          <Entry key={index} label={`Touch ${index + 1}`}>
            <p className="font-medium">{CHANNEL_TEXT[step.channel].label}</p>
            <p className="mb-1.5 text-ink-muted">{whenText(index, step)}</p>
            <dl className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
              <Contents step={step} />
            </dl>
          </Entry>
        ) : (
          <Contents key={index} step={step} />
        ),
      )}
      {variables.length > 0 && (
        <Entry label="Values">
          <Lines lines={variables.map(([name, value]) => `${name.replaceAll("_", " ")}: ${value}`)} />
        </Entry>
      )}
    </Section>
  );
}

function Contents({ step }: { step: Touch }): ReactNode {
  const shares = sharesOf([step.weight, ...step.variants.map(({ weight }) => weight)]);
  if (step.variants.length === 0) return <Words channel={step.channel} said={step} />;
  return [step, ...step.variants].map((said, at) => (
    <Words key={at} channel={step.channel} said={said} mark={` (variant ${"ABCDE"[at] ?? ""}, ${shares[at]} %)`} />
  ));
}

function Words({ channel, said, mark = "" }: { channel: Touch["channel"]; said: Said; mark?: string }) {
  const { subject, preview_text, body, voicemail } = said;
  if (channel === "call")
    return (
      <>
        <Entry label={`Script${mark}`}>{written(body)}</Entry>
        <Entry label="Voicemail message">
          {voicemail ? <Spoken text={voicemail} /> : "None: the call ends when an answering machine picks up."}
        </Entry>
      </>
    );
  if (channel === "sms") return <Entry label={`Text message${mark}`}>{written(body)}</Entry>;
  return (
    <>
      <Entry label={`Subject${mark}`}>{written(subject ?? "")}</Entry>
      {preview_text && <Entry label="Preview text">{preview_text}</Entry>}
      <Entry label="Email">{written(body)}</Entry>
    </>
  );
}

const written = (text: string) => (text.trim() ? <Spoken text={text} /> : "Nothing is written yet.");
const Spoken = ({ text }: { text: string }) => (
  <p className="leading-relaxed wrap-anywhere whitespace-pre-wrap">{text}</p>
);
