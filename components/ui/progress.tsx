import { cn } from "./cn";

export interface ProgressPart {
  count: number;
  className: string;
}

/** How far something is, in parts of one whole. Drawn as SVG: the policy for styles allows no style attributes.
 *  @param label read out in place of the picture. */
export function Progress({
  parts,
  total,
  label,
  className,
}: {
  parts: ProgressPart[];
  total: number;
  label: string;
  className?: string;
}) {
  const done = parts.reduce((sum, part) => sum + part.count, 0);
  const percent = (count: number) => (total > 0 ? (100 * count) / total : 0);
  let x = 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent(done))}
      aria-valuetext={`${done} of ${total}`}
      className={cn("h-2 overflow-hidden rounded-full bg-line", className)}
    >
      <svg aria-hidden="true" className="block size-full" preserveAspectRatio="none" viewBox="0 0 100 1">
        {parts.map((part) => {
          const from = x;
          x += percent(part.count);
          return <rect key={part.className} x={from} width={x - from} height={1} className={part.className} />;
        })}
      </svg>
    </div>
  );
}
