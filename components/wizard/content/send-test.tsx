"use client";

import { Send } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { PreviewedPerson } from "@/lib/core/content-views";
import { Button } from "../../ui/button";
import { isUnwritten, type WrittenMessage } from "./use-content-preview";

const loadDialog = () => import("./send-test-dialog").then((module) => module.SendTestDialog);
const SendTestDialog = dynamic(loadDialog, { ssr: false });

export interface SendTestProps {
  written: WrittenMessage;
  /** For whom the text is filled in. */
  person: PreviewedPerson | null;
  campaignId: string | null;
  ownEmail: string;
}

/** The way to read it oneself, with the text as it stands, saved or not. */
export function SendTest(props: SendTestProps) {
  const [isOpen, setOpen] = useState(false);
  const lack = lackOf(props);
  const { written, ownEmail } = props;
  return (
    <div className="grid gap-1.5 border-t border-line pt-4">
      <Button
        onClick={() => setOpen(true)}
        onPointerEnter={() => void loadDialog()}
        disabled={lack !== null}
        aria-describedby="send-test-hint"
      >
        <Send aria-hidden />
        Send me a test
      </Button>
      <p id="send-test-hint" className="text-[0.8125rem] text-ink-muted text-pretty wrap-anywhere">
        {lack ?? (written.channel === "email" ? `It goes to ${ownEmail}.` : "It goes to your own phone.")}
      </p>
      {isOpen && <SendTestDialog {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}

function lackOf({ written, person }: SendTestProps): string | null {
  if (isUnwritten(written)) return "Write something first, to read it yourself.";
  if (written.channel === "email" && !written.subject?.trim()) return "Write a subject first, to read it yourself.";
  return person && person.message === null ? "Add what is missing, to read it yourself." : null;
}
