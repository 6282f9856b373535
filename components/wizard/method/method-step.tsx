"use client";

import { Mail, MessageSquareText, Phone, Split } from "lucide-react";
import { PatchCampaign } from "@/lib/core/campaign";
import type { ChannelStatus } from "@/lib/core/channels";
import type { OutreachMethod } from "@/lib/core/words";
import { METHOD_LABEL } from "../../campaigns/labels";
import { resolverOf, schemaProblems } from "../../form-problems";
import { type Choice, ChoiceCards } from "../../ui/choice-cards";
import { Notice } from "../../ui/notice";
import { StepFrame } from "../step-frame";
import { type StepProps, useStep } from "../use-step";

interface MethodValues {
  outreach_method: OutreachMethod;
}

const METHODS: { value: OutreachMethod; text: string; icon: typeof Phone }[] = [
  { value: "call", text: "Your agent rings each customer, listens and answers.", icon: Phone },
  { value: "email", text: "A message with a link to book and a way to unsubscribe.", icon: Mail },
  { value: "sms", text: "A short text message.", icon: MessageSquareText },
  { value: "multi", text: "Several of these, one after the other, until somebody answers.", icon: Split },
];

const field = (path: string) => (path === "outreach_method" ? path : undefined);
const resolver = resolverOf<MethodValues>((values) => schemaProblems(PatchCampaign, { ...values }, field));

export function MethodStep(props: StepProps) {
  const { channels } = props.context;
  const { form, frame } = useStep<MethodValues>(props, {
    step: "method",
    valuesOf: (draft) => ({ outreach_method: draft?.outreach_method ?? "call" }),
    toChange: (values) => ({ ...values }),
    resolver,
    fieldOf: field,
  });
  const chosen = form.watch("outreach_method");
  const statusOf = (method: OutreachMethod) => channels.find((channel) => channel.method === method);
  const choices = METHODS.map(({ value, text, icon }): Choice<OutreachMethod> => {
    const status = statusOf(value);
    return {
      value,
      title: METHOD_LABEL[value],
      icon,
      text: (
        <>
          {text}
          {status && !status.ready && <Missing status={status} />}
        </>
      ),
      // Calls can be prepared before they can be made; nothing can be prepared for the others yet.
      disabled: value !== "call" && value !== chosen && !status?.ready,
    };
  });
  const status = statusOf(chosen);
  return (
    <StepFrame frame={frame}>
      <ChoiceCards
        label="Method"
        value={chosen}
        choices={choices}
        onChange={(method) => form.setValue("outreach_method", method, { shouldDirty: true })}
      />
      {status && !status.ready && (
        <Notice kind="warning" title={`${METHOD_LABEL[chosen]} can’t be used yet`}>
          <ul className="grid gap-1">
            {status.missing.map(({ what, where }) => (
              <li key={what}>
                {what} {where}
              </li>
            ))}
          </ul>
          <p className="mt-1">You can go on writing the campaign; it can start once this is set up.</p>
        </Notice>
      )}
    </StepFrame>
  );
}

function Missing({ status }: { status: ChannelStatus }) {
  return (
    <span className="mt-1.5 block font-medium text-warning">
      {status.missing.map(({ what, where }) => `${what} ${where}`).join(" ")}
    </span>
  );
}
