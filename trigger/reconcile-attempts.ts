import { task } from "@trigger.dev/sdk";
import { runJob } from "@/lib/jobs/catalogue";
import { taskOptions } from "@/lib/jobs/task-options";
import { engineDeps } from "@/lib/server/deps";

export const reconcileAttemptsTask = task({
  id: "reconcile-attempts",
  ...taskOptions("reconcile-attempts"),
  run: (payload: unknown) => runJob(engineDeps(), "reconcile-attempts", payload),
});
