import type { ApiError, Issue } from "../api";
import { Notice } from "../ui/notice";

/** Why a campaign did not start, with everything that stands in the way. */
export function RefusalNotice({ refusal }: { refusal: ApiError }) {
  const musts = refusal.issues.filter((issue) => issue.blocking !== false);
  const advice = refusal.issues.filter((issue) => issue.blocking === false);
  return (
    <Notice kind="danger" role="alert" title={refusal.message}>
      <Issues issues={musts} />
      {advice.length > 0 && (
        <>
          <p className="mt-2">Worth seeing to as well:</p>
          <Issues issues={advice} />
        </>
      )}
    </Notice>
  );
}

function Issues({ issues }: { issues: Issue[] }) {
  return (
    <ul className="mt-1 grid list-disc gap-1 pl-4">
      {issues.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
