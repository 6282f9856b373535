import type { SequenceExample } from "@/lib/core/sequence-examples";
import type { Channel } from "@/lib/core/words";
import { AddTouch } from "./add-touch";
import { CHANNEL_TEXT } from "./sequence-text";

export interface ReadyMadeProps {
  examples: SequenceExample[];
  onChoose: (example: SequenceExample) => void;
  onAdd: (channel: Channel) => void;
}

/** Where a sequence begins: with one that is ready, or with its first touch. */
export function ReadyMade({ examples, onChoose, onAdd }: ReadyMadeProps) {
  return (
    <div className="grid gap-4">
      <p className="text-ink-muted">Begin with a ready-made sequence. Every word and every wait can be changed.</p>
      <ul className="grid gap-3">
        {examples.map((example) => (
          <li key={example.title}>
            <button
              type="button"
              onClick={() => onChoose(example)}
              className="grid w-full gap-1 rounded-lg border border-line-strong bg-surface p-4 text-left transition-colors hover:border-ink-muted hover:bg-sunken"
            >
              <span className="font-medium">{example.title}</span>
              <span className="text-[0.8125rem] text-ink-muted text-pretty">{example.text}</span>
              <span aria-hidden className="mt-1 flex gap-1.5 text-ink-muted">
                {example.steps.map(({ channel }, at) => {
                  const Icon = CHANNEL_TEXT[channel].icon;
                  return <Icon key={at} className="size-4" />;
                })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="grid gap-2">
        <p className="text-ink-muted">Or write your own from the first touch on:</p>
        <AddTouch onAdd={onAdd} />
      </div>
    </div>
  );
}
