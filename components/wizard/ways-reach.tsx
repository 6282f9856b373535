import type { AudiencePreview, Reach } from "@/lib/core/audience-views";
import { explainCounts } from "@/lib/core/explain-places";
import { uncountedText } from "@/lib/core/sequence-reach";
import type { Channel } from "@/lib/core/words";
import { formatCount } from "../format";
import { Button } from "../ui/button";
import { CHANNEL_TEXT } from "./content/sequence-text";
import { ReachReasons } from "./reach-reasons";
import { inAll } from "./use-audience";

const BY: Record<Channel, string> = { call: "By call", email: "By email", sms: "By text" };

interface WaysReachProps {
  /** Of a sequence. */
  preview: AudiencePreview;
  timeZone: string;
  onRetry: () => void;
}

/** How many of those who match each way of a sequence reaches, and why not the others. */
export function WaysReach({ preview, timeZone, onRetry }: WaysReachProps) {
  const missing = uncountedText(preview);
  return (
    <div className="grid gap-3">
      <ul aria-label="Whom each way reaches" className="grid gap-3">
        {preview.channels?.map(({ channel, reach }) => (
          <li key={channel} className="grid gap-1.5 border-t border-line pt-3">
            <Way channel={channel} reach={reach} preview={preview} timeZone={timeZone} />
          </li>
        ))}
      </ul>
      {missing && (
        <div role="status" className="grid justify-items-start gap-2 border-t border-line pt-3">
          <p className="text-[0.8125rem] text-warning text-pretty">{missing} The other numbers are right.</p>
          <Button size="sm" onClick={onRetry}>
            Count again
          </Button>
        </div>
      )}
    </div>
  );
}

function Way({
  channel,
  reach,
  preview,
  timeZone,
}: Pick<WaysReachProps, "preview" | "timeZone"> & { channel: Channel; reach: Reach | null }) {
  const { matching, at } = preview;
  const Icon = CHANNEL_TEXT[channel].icon;
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <span className="flex items-center gap-2 font-medium">
          <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />
          {BY[channel]}
        </span>
        <span className="whitespace-nowrap text-ink-muted">
          {reach ? (
            <>
              <span className="text-base font-semibold text-ink tabular-nums">{formatCount(reach.callable)}</span> of{" "}
              <span className="tabular-nums">{formatCount(matching)}</span>
            </>
          ) : (
            "Not counted"
          )}
        </span>
      </div>
      {reach && matching > 0 && (
        <div aria-hidden className="h-1 overflow-hidden rounded-full bg-sunken">
          <div className="h-full rounded-full bg-accent" style={{ width: `${(100 * reach.callable) / matching}%` }} />
        </div>
      )}
      {reach && <LeftOut counts={{ ...reach, at }} channel={channel} timeZone={timeZone} />}
    </>
  );
}

/** Who is skipped or waits, in one line; why, once it is opened. */
function LeftOut({
  counts,
  channel,
  timeZone,
}: {
  counts: Parameters<typeof explainCounts>[0];
  channel: Channel;
  timeZone: string;
}) {
  const [skipped, waiting] = [inAll(counts.skipped), inAll(counts.waiting)];
  if (skipped + waiting === 0) return <p className="text-[0.8125rem] text-ink-muted">All of them, at once.</p>;
  const parts = [
    skipped > 0 && `${formatCount(skipped)} skipped`,
    waiting > 0 && `${formatCount(waiting)} ${waiting === 1 ? "has" : "have"} to wait`,
  ];
  return (
    <details>
      <summary className="w-fit rounded-sm text-[0.8125rem] text-accent underline-offset-4 hover:underline">
        {parts.filter(Boolean).join(", ")}: why
      </summary>
      <div className="mt-2 grid gap-3">
        <ReachReasons title="Skipped" rows={explainCounts(counts, "skip", channel, timeZone)} />
        <ReachReasons title="Later" rows={explainCounts(counts, "postpone", channel, timeZone)} />
      </div>
    </details>
  );
}
