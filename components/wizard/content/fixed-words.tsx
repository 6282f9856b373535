import { Lock } from "lucide-react";
import { renderContent } from "@/lib/core/content";
import type { Speaker } from "@/lib/core/disclosure";

/** What is said before the owner's words, whatever they are: it can be read and not changed. */
export function FixedOpening({ text, speaker }: { text: string; speaker: Speaker }) {
  const names = { agent_name: speaker.agentName, business_name: speaker.businessName };
  const filled = renderContent(text, names);
  return (
    <div className="mt-2 rounded-md border border-dashed border-line-strong bg-sunken px-3 py-2">
      <p className="text-sm leading-relaxed wrap-break-word">{filled.ok ? filled.text : text}</p>
      <p className="mt-1 flex items-start gap-1.5 text-[0.8125rem] text-ink-muted text-pretty">
        <Lock aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        <span>
          Always said first, because people must hear who calls and that it is an AI. It goes away when your own first
          sentence says both.
        </span>
      </p>
    </div>
  );
}
