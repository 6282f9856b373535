"use client";

import { Headphones } from "lucide-react";
import { useRef, useState } from "react";
import type { AttemptView } from "@/lib/core/attempt-view";
import { Transcript } from "./transcript";
import { turnAt } from "./turns";

export interface ConversationProps {
  attempt: AttemptView;
  /** Counted from 1. */
  ordinal: number;
  agentName: string;
  customerName: string;
}

/** The recording, and the conversation that follows it: the turn that is heard is marked, and a press on a turn plays from there. */
export function Conversation({ attempt, ordinal, agentName, customerName }: ConversationProps) {
  const { recordingUrl, turns, transcript } = attempt;
  const audio = useRef<HTMLAudioElement>(null);
  const [heard, setHeard] = useState<number | null>(null);
  const follow = () => {
    const player = audio.current;
    if (player) setHeard(player.currentTime === 0 && player.paused ? null : turnAt(turns, player.currentTime));
  };
  const playFrom = (seconds: number) => {
    const player = audio.current;
    if (!player) return;
    const seek = () => {
      player.currentTime = seconds;
    };
    // Before anything is loaded there is no place to go to. The play itself has to follow the press at once.
    if (player.readyState === HTMLMediaElement.HAVE_NOTHING)
      player.addEventListener("loadedmetadata", seek, { once: true });
    else seek();
    // Refused where the recording can't be had: the player says so itself.
    void player.play().catch(() => undefined);
  };
  return (
    <>
      {recordingUrl && (
        <section className="grid gap-2">
          <h3 className="text-xs font-medium text-ink-muted">Recording</h3>
          {/* biome-ignore lint/a11y/useMediaCaption: the conversation below is its text */}
          <audio
            ref={audio}
            controls
            preload="none"
            src={recordingUrl}
            aria-label={`Recording of call ${ordinal}`}
            className="h-10 w-full"
            onTimeUpdate={follow}
            onSeeked={follow}
            onEnded={() => setHeard(null)}
          />
          <a
            href={recordingUrl}
            target="_blank"
            rel="noreferrer"
            className="flex h-6 w-fit items-center gap-1.5 text-[0.8125rem] font-medium text-accent underline-offset-4 hover:underline"
          >
            <Headphones aria-hidden className="size-3.5" />
            Open the recording
          </a>
        </section>
      )}
      {(turns.length > 0 || transcript) && (
        <section>
          <h3 className="mb-3 text-xs font-medium text-ink-muted">Conversation</h3>
          <Transcript
            turns={turns}
            text={transcript}
            agentName={agentName}
            customerName={customerName}
            heard={heard}
            {...(recordingUrl ? { onPlayFrom: playFrom } : {})}
          />
        </section>
      )}
    </>
  );
}
