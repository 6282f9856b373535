import { RehearsalBadge } from "@/components/shell/rehearsal-badge";
import { serverEnv } from "@/lib/server/env";

/** Shows nothing where real customers are called at the real time. */
export function RehearsalNotice({ timeZone }: { timeZone: string }) {
  const { providersSimulated, clockOffsetMs } = serverEnv();
  if (!providersSimulated && clockOffsetMs === 0) return null;
  const now = new Date(Date.now() + clockOffsetMs);
  return <RehearsalBadge initial={now.toISOString()} offsetMs={clockOffsetMs} timeZone={timeZone} />;
}
