import type { ExplainedCount } from "@/lib/core/explain-places";
import { formatCount } from "../format";
import { TextLink } from "../ui/text-link";

/** What a known place mends. */
const PLACELESS = new Set(["unknown_time_zone", "unknown_region"]);

/** Why customers are skipped, or wait, and how many. Nothing where nobody is. */
export function ReachReasons({ title, rows }: { title: string; rows: ExplainedCount[] }) {
  if (rows.length === 0) return null;
  return (
    <div>
      <h3 className="text-[0.8125rem] font-medium">{title}</h3>
      <ul className="mt-1.5 grid gap-1.5 text-[0.8125rem]">
        {rows.map(({ reason, text, people }) => (
          <li key={text} className="flex items-baseline justify-between gap-3">
            <span className="text-ink-muted text-pretty">
              {text}
              {PLACELESS.has(reason) && (
                <>
                  {" "}
                  <TextLink inText href="/customers?state=unknown_time_zone">
                    Enter their places
                  </TextLink>
                </>
              )}
            </span>
            <span className="tabular-nums">{formatCount(people)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
