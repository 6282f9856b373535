import { schedules } from "@trigger.dev/sdk";
import { CATALOGUE, runJob } from "@/lib/jobs/catalogue";
import { taskOptions } from "@/lib/jobs/task-options";
import { engineDeps } from "@/lib/server/deps";

export const applyRetentionTask = schedules.task({
  id: "apply-retention",
  ...taskOptions("apply-retention"),
  cron: { pattern: CATALOGUE["apply-retention"].cron ?? "40 * * * *", timezone: "UTC", window: "0m" },
  ttl: "30m",
  // The schedule's own payload says nothing that is needed.
  run: () => runJob(engineDeps(), "apply-retention", {}),
});
