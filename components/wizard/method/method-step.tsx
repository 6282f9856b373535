"use client";

import { Mail, MessageSquareText, Phone, Split } from "lucide-react";
import { useRef } from "react";
import type { ChannelStatus } from "@/lib/core/channels";
import type { Step } from "@/lib/core/steps";
import type { OutreachMethod } from "@/lib/core/words";
import { METHOD_LABEL } from "../../campaigns/labels";
import { type Choice, ChoiceCards } from "../../ui/choice-cards";
import { Notice } from "../../ui/notice";
import { StepFrame } from "../step-frame";
import { type StepProps, useStep } from "../use-step";
import {
  lostTouches,
  type MethodValues,
  methodChange,
  methodField,
  methodResolver,
  methodValues,
  paceFor,
  touchesFor,
} from "./method-values";

const METHODS: { value: OutreachMethod; text: string; icon: typeof Phone }[] = [
  { value: "call", text: "Your agent rings each customer, listens and answers.", icon: Phone },
  { value: "email", text: "A message with a link to book and a way to unsubscribe.", icon: Mail },
  { value: "sms", text: "A short text message.", icon: MessageSquareText },
  { value: "multi", text: "Several of these, one after the other, until somebody answers.", icon: Split },
];

export function MethodStep(props: StepProps) {
  const { channels } = props.context;
  const { form, draft, frame } = useStep<MethodValues>(props, {
    step: "method",
    valuesOf: methodValues,
    toChange: (values, before) => ({
      ...methodChange(values),
      ...(values.outreach_method === before?.outreach_method ? {} : paceFor(values.outreach_method, before)),
    }),
    resolver: methodResolver,
    fieldOf: methodField,
  });
  const chosen = form.watch("outreach_method");
  // Whoever looks at another method and comes back finds what was written.
  const kept = useRef<Partial<Record<OutreachMethod, Step[]>>>({});
  const written = useRef(form.getValues("steps"));
  const choose = (method: OutreachMethod) => {
    kept.current[chosen] = form.getValues("steps");
    const steps = touchesFor(method, kept.current, written.current, draft?.campaign_type ?? "winback");
    form.setValue("steps", steps);
    form.setValue("outreach_method", method, { shouldDirty: true });
  };
  const lost = lostTouches(written.current, form.watch("steps"));
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
    };
  });
  const status = statusOf(chosen);
  return (
    <StepFrame frame={frame}>
      <ChoiceCards label="Method" value={chosen} choices={choices} onChange={choose} />
      {lost > 0 && (
        <Notice
          kind="warning"
          role="status"
          title={`${lost === 1 ? "One touch" : `${lost} touches`} that you wrote yourself would go`}
        >
          With this method they are not sent. Choose the method you had to keep them.
        </Notice>
      )}
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
