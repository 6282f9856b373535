import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode, Ref } from "react";
import { type Mend, mendHref } from "@/lib/core/draft-address";
import type { ApiError } from "../../api";
import { Button } from "../../ui/button";
import { Card, CardTitle } from "../../ui/card";
import { Skeleton } from "../../ui/skeleton";
import { STEP_TEXT } from "../steps";
import type { Check } from "./use-checks";

export interface ChecksCardProps {
  checks: Check[];
  /** Who it reaches: something to see to, or in words that it is well; undefined while it is not known. */
  audience: Check | string | undefined;
  /** All of them are known. */
  isReady: boolean;
  error: ApiError | null;
  onRetry: () => void;
  campaignId: string;
  ref: Ref<HTMLHeadingElement>;
}

/** What stands in the way of the launch, and what is worth a look, each with the way to mend it. What is still being asked has its
 *  line from the start, so that nothing moves when the answers come. */
export function ChecksCard({ checks, audience, isReady, error, onRetry, campaignId, ref }: ChecksCardProps) {
  const blocking = checks.filter((check) => check.blocking);
  const advice = checks.filter((check) => !check.blocking);
  return (
    <Card className="grid gap-3 p-4 sm:p-5">
      <CardTitle ref={ref} tabIndex={-1} className="outline-none">
        Before it starts
      </CardTitle>
      <div aria-live="polite" className="grid gap-3">
        {error ? (
          <div className="grid justify-items-start gap-2">
            <p className="text-danger">The checks could not be made. {error.message}</p>
            <Button size="sm" onClick={onRetry}>
              Check again
            </Button>
          </div>
        ) : (
          <>
            <Line>{audience === undefined ? null : <AudienceLine audience={audience} campaignId={campaignId} />}</Line>
            <Line>{isReady || blocking.length > 0 ? <Verdict {...{ audience, blocking, advice }} /> : null}</Line>
          </>
        )}
        <CheckList checks={blocking} campaignId={campaignId} />
        {blocking.length > 0 && advice.length > 0 && <p className="text-ink-muted">Worth a look as well:</p>}
        <CheckList checks={advice} campaignId={campaignId} />
      </div>
    </Card>
  );
}

/** @param children null while the answer is on its way */
function Line({ children }: { children: ReactNode }) {
  return <div className="grid min-h-6 items-center">{children ?? <Skeleton className="h-6 w-64 max-w-full" />}</div>;
}

function AudienceLine({ audience, campaignId }: { audience: Check | string; campaignId: string }) {
  if (typeof audience !== "string") return <CheckList checks={[audience]} campaignId={campaignId} />;
  return <Well>{audience}</Well>;
}

function Verdict({
  audience,
  blocking,
  advice,
}: { audience: Check | string | undefined } & Record<"blocking" | "advice", Check[]>) {
  if (blocking.length > 0) return <p className="font-medium text-danger">Fix this first:</p>;
  if (typeof audience === "object" && audience.blocking)
    return (
      <p className="text-ink-muted">{advice.length === 0 ? "Everything else is ready." : "Worth a look as well:"}</p>
    );
  return <Well>{advice.length === 0 ? "Everything is ready." : "It can start. Worth a look first:"}</Well>;
}

function Well({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-center gap-2 text-success">
      <CircleCheck aria-hidden className="size-4 shrink-0" />
      {children}
    </p>
  );
}

function mendText(mend: Mend): string {
  if (mend === "import") return "Import customers";
  if (mend === "lists") return "Do-not-call lists";
  return mend === "settings" ? "Open the settings" : `Go to ${STEP_TEXT[mend].label}`;
}

function CheckList({ checks, campaignId }: { checks: Check[]; campaignId: string }) {
  if (checks.length === 0) return null;
  return (
    <ul className="grid gap-2">
      {checks.map(({ blocking, message, mend, field }) => (
        <li key={message} className="flex items-start gap-2">
          {blocking ? (
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
          ) : (
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          )}
          <span className="min-w-0 text-pretty wrap-anywhere">
            {message}{" "}
            <Link
              href={mendHref(mend, campaignId, field)}
              className="font-medium whitespace-nowrap text-accent underline underline-offset-4"
            >
              {mendText(mend)}
            </Link>
          </span>
        </li>
      ))}
    </ul>
  );
}
