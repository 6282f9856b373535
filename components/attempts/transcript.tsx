"use client";

import { useEffect, useRef } from "react";
import type { AttemptView } from "@/lib/core/attempt-view";
import { formatSeconds } from "../format";
import { cn } from "../ui/cn";
import { eventText } from "./event-text";

type Turn = AttemptView["turns"][number];

export interface TranscriptProps {
  turns: Turn[];
  /** The whole text, for calls whose turns the provider did not tell apart. */
  text: string | null;
  agentName: string;
  customerName: string;
  /** The index of the turn that is being heard. */
  heard?: number | null;
  /** Plays the recording from this second on; without a recording turns can't be pressed. */
  onPlayFrom?: (seconds: number) => void;
}

/** The call as a conversation, each turn with its time from the start. */
export function Transcript({ turns, text, agentName, customerName, heard = null, onPlayFrom }: TranscriptProps) {
  const box = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (heard !== null && box.current) keepInView(box.current, heard);
  }, [heard]);
  if (turns.length === 0) return <p className="whitespace-pre-wrap leading-relaxed">{text}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls has to be reachable by keyboard
    <ol ref={box} tabIndex={0} aria-label="Conversation" className="relative grid max-h-128 gap-3 overflow-y-auto pr-1">
      {turns.map((turn, at) =>
        isForReading(turn) ? (
          <li key={at} data-turn={at} aria-current={at === heard ? "true" : undefined}>
            <TurnBubble
              turn={turn}
              speaker={turn.role === "assistant" ? agentName : customerName}
              isHeard={at === heard}
              {...(onPlayFrom ? { onPlay: () => onPlayFrom(turn.seconds) } : {})}
            />
          </li>
        ) : null,
      )}
    </ol>
  );
}

/** Scrolls the box alone: the page around it stays where the reader put it. */
function keepInView(box: HTMLElement, heard: number): void {
  const turn = box.querySelector<HTMLElement>(`[data-turn="${heard}"]`);
  if (!turn) return;
  const [above, below] = [turn.offsetTop, turn.offsetTop + turn.offsetHeight];
  if (above >= box.scrollTop && below <= box.scrollTop + box.clientHeight) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  box.scrollTo({ top: above - box.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
}

const TOOL_CALL = /^([a-z_]+)\(/;

/** What a tool answered is an instruction to the assistant, not part of the conversation. */
const isForReading = (turn: Turn) => turn.role !== "tool" || TOOL_CALL.test(turn.text);

/** A tool's call by what it does; its arguments are shown with the outcome. */
function toolText(text: string): string {
  const [, name] = TOOL_CALL.exec(text) ?? [];
  return name ? eventText(name, null) : text;
}

interface TurnProps {
  turn: Turn;
  speaker: string;
  isHeard: boolean;
  onPlay?: () => void;
}

function TurnBubble({ turn, speaker, isHeard, onPlay }: TurnProps) {
  if (turn.role === "tool" || turn.role === "system")
    return (
      <p className="text-center text-xs text-ink-muted">
        <span className="tabular-nums">{formatSeconds(turn.seconds)}</span> · {toolText(turn.text)}
      </p>
    );
  const customer = turn.role === "customer";
  const time = formatSeconds(turn.seconds);
  const look = cn(
    "rounded-lg px-3.5 py-2 text-left leading-relaxed text-pretty",
    customer ? "rounded-tr-sm bg-accent-soft" : "rounded-tl-sm bg-sunken",
    isHeard && "ring-2 ring-accent ring-inset",
  );
  return (
    <div className={cn("flex max-w-[85%] flex-col", customer && "ml-auto items-end")}>
      <p className="mb-1 text-xs text-ink-muted">
        {speaker} · <span className="tabular-nums">{time}</span>
      </p>
      {onPlay ? (
        <button
          type="button"
          onClick={onPlay}
          title={`Play from ${time}`}
          className={cn(look, "-outline-offset-2 select-text hover:ring-1 hover:ring-line-strong hover:ring-inset")}
        >
          {turn.text}
        </button>
      ) : (
        <p className={look}>{turn.text}</p>
      )}
    </div>
  );
}
