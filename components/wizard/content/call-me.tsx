"use client";

import { Phone } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { PreviewedPerson } from "@/lib/core/content-views";
import { Button } from "../../ui/button";
import { untilLoaded } from "../../until-loaded";
import type { WrittenCall } from "./use-test-call";

const loadDialog = () => import("./call-me-dialog").then((module) => module.CallMeDialog);
const CallMeDialog = dynamic(() => untilLoaded(loadDialog), { ssr: false });

export interface CallMeProps {
  written: WrittenCall;
  /** For whom the text is filled in. */
  person: PreviewedPerson | null;
  campaignId: string | null;
}

/** The way to hear it oneself, with the text as it stands, saved or not. */
export function CallMe(props: CallMeProps) {
  const [isOpen, setOpen] = useState(false);
  const lack = lackOf(props);
  return (
    <div className="grid gap-1.5 border-t border-line pt-4">
      <Button
        onClick={() => setOpen(true)}
        onPointerEnter={() => void loadDialog()}
        disabled={lack !== null}
        aria-describedby="call-me-hint"
      >
        <Phone aria-hidden />
        Call me now
      </Button>
      <p id="call-me-hint" className="text-[0.8125rem] text-ink-muted text-pretty">
        {lack ?? "Your agent calls your own phone and says this. Nothing is saved by it."}
      </p>
      {isOpen && <CallMeDialog {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}

function lackOf({ written, person }: CallMeProps): string | null {
  if (written.call_script.trim() === "") return "Write a script first, to hear it on your own phone.";
  if (!written.agent_id) return "Choose the agent that speaks, to hear it on your own phone.";
  return person && person.first_message === null ? "Add what is missing, to hear it on your own phone." : null;
}
