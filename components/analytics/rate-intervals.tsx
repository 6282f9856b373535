import { type Arm, credibleInterval, rateText } from "@/lib/core/experiment";
import { formatCount } from "../format";

/** Rates one below the other on one scale: a mark for what was seen, a band for where the true rate likely lies. Drawn as SVG, for the
 *  policy for styles allows no style attributes; every number stands beside it. */
export function RateIntervals({ label, arms }: { label: string; arms: readonly Arm[] }) {
  const rows = arms.map((arm) => ({
    ...arm,
    ...credibleInterval(arm),
    rate: arm.trials > 0 ? arm.successes / arm.trials : null,
  }));
  const most = scaleOf(Math.max(...rows.map(({ high }) => high)));
  const place = (share: number) => (100 * share) / most;
  return (
    <ul aria-label={label} className="grid gap-2.5">
      {rows.map(({ name, successes, trials, low, high, rate }) => (
        <li key={name}>
          <p className="flex flex-wrap items-baseline justify-between gap-x-3 tabular-nums">
            <span className="font-medium">{name}</span>
            <span>
              <span className="font-medium">{rateText({ successes, trials })}</span>
              <span className="ml-2 text-ink-muted">
                {formatCount(successes)} of {formatCount(trials)}
                {trials > 0 && `, likely ${percent(low)} to ${percent(high)}%`}
              </span>
            </span>
          </p>
          <svg
            aria-hidden="true"
            className="mt-1 block h-3 w-full overflow-hidden rounded-sm bg-sunken"
            preserveAspectRatio="none"
            viewBox="0 0 100 12"
          >
            {rate !== null && (
              <>
                <rect x={place(low)} y={3} width={place(high - low)} height={6} className="fill-accent/35" />
                <rect
                  x={Math.min(99.3, Math.max(0, place(rate) - 0.35))}
                  width={0.7}
                  height={12}
                  className="fill-accent"
                />
              </>
            )}
          </svg>
        </li>
      ))}
      <li aria-hidden className="flex justify-between text-xs text-ink-muted tabular-nums">
        <span>0%</span>
        <span>{percent(most)}%</span>
      </li>
    </ul>
  );
}

const percent = (share: number): string => (100 * share).toFixed(1).replace(/\.0$/, "");

/** The next round share: a scale that all bands fit on. */
const scaleOf = (highest: number): number =>
  [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75].find((end) => highest <= end) ?? 1;
