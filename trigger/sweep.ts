import { schedules } from "@trigger.dev/sdk";
import { CATALOGUE, runJob } from "@/lib/jobs/catalogue";
import { taskOptions } from "@/lib/jobs/task-options";
import { engineDeps } from "@/lib/server/deps";

export const sweepTask = schedules.task({
  id: "sweep",
  ...taskOptions("sweep"),
  // With a window of nothing, for the platform would else spread the runs over an hour.
  cron: { pattern: CATALOGUE.sweep.cron ?? "* * * * *", timezone: "UTC", window: "0m" },
  // One that waits behind a slow one is not worth running when its successor is due.
  ttl: "1m",
  // The schedule's own payload says nothing that the sweep needs.
  run: () => runJob(engineDeps(), "sweep", {}),
});
