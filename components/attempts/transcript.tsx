import type { Turn } from "@/lib/core/call";
import { formatSeconds } from "../format";
import { cn } from "../ui/cn";
import { eventText } from "./labels";

export interface TranscriptProps {
  turns: Turn[];
  /** The whole text, for calls whose turns the provider did not tell apart. */
  text: string | null;
  agentName: string;
  customerName: string;
}

/** The call as a conversation, each turn with its time from the start. */
export function Transcript({ turns, text, agentName, customerName }: TranscriptProps) {
  if (turns.length === 0) return <p className="whitespace-pre-wrap leading-relaxed">{text}</p>;
  return (
    <ol className="grid gap-3">
      {turns.filter(isForReading).map((turn, at) => (
        <li key={at}>
          <TurnBubble turn={turn} speaker={turn.role === "assistant" ? agentName : customerName} />
        </li>
      ))}
    </ol>
  );
}

const TOOL_CALL = /^([a-z_]+)\(/;

/** What a tool answered is an instruction to the assistant, not part of the conversation. */
const isForReading = (turn: Turn) => turn.role !== "tool" || TOOL_CALL.test(turn.text);

/** A tool's call by what it does; its arguments are shown with the outcome. */
function toolText(text: string): string {
  const [, name] = TOOL_CALL.exec(text) ?? [];
  return name ? eventText(name, null) : text;
}

function TurnBubble({ turn, speaker }: { turn: Turn; speaker: string }) {
  if (turn.role === "tool" || turn.role === "system")
    return (
      <p className="text-center text-xs text-ink-muted">
        <span className="tabular-nums">{formatSeconds(turn.seconds)}</span> · {toolText(turn.text)}
      </p>
    );
  const customer = turn.role === "customer";
  return (
    <div className={cn("flex max-w-[85%] flex-col", customer && "ml-auto items-end")}>
      <p className="mb-1 text-xs text-ink-muted">
        {speaker} · <span className="tabular-nums">{formatSeconds(turn.seconds)}</span>
      </p>
      <p
        className={cn(
          "rounded-lg px-3.5 py-2 leading-relaxed text-pretty",
          customer ? "rounded-tr-sm bg-accent-soft" : "rounded-tl-sm bg-sunken",
        )}
      >
        {turn.text}
      </p>
    </div>
  );
}
