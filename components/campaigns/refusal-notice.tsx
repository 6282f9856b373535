import Link from "next/link";
import { fieldAddress } from "@/lib/core/draft-address";
import type { ApiError, Issue } from "../api-error";
import { Notice } from "../ui/notice";

/** Why a campaign did not start, with everything that stands in the way and where each is mended. */
export function RefusalNotice({ refusal, campaignId }: { refusal: ApiError; campaignId: string }) {
  const musts = refusal.issues.filter((issue) => issue.blocking !== false);
  const advice = refusal.issues.filter((issue) => issue.blocking === false);
  return (
    <Notice kind="danger" role="alert" title={refusal.message}>
      <Issues issues={musts} campaignId={campaignId} />
      {advice.length > 0 && (
        <>
          <p className="mt-2">Worth a look as well:</p>
          <Issues issues={advice} campaignId={campaignId} />
        </>
      )}
    </Notice>
  );
}

function Issues({ issues, campaignId }: { issues: Issue[]; campaignId: string }) {
  return (
    <ul className="mt-1 grid list-disc gap-1 pl-4">
      {issues.map((issue) => (
        <li key={issue.message}>
          {issue.message}{" "}
          <Link
            href={fieldAddress(campaignId, issue.field ?? issue.path)}
            className="font-medium whitespace-nowrap text-accent-strong underline underline-offset-4"
          >
            Fix it<span className="sr-only">: {issue.message}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The same for a toast: what must be mended. Nothing where the refusal lists nothing. */
export function refusalList({ issues }: ApiError) {
  const musts = issues.filter((issue) => issue.blocking !== false);
  if (musts.length === 0) return undefined;
  return (
    <ul className="mt-1 grid list-disc gap-1 pl-4">
      {musts.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
