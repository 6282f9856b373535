import { task } from "@trigger.dev/sdk";
import { runJob } from "@/lib/jobs/catalogue";
import { taskOptions } from "@/lib/jobs/task-options";
import { engineDeps } from "@/lib/server/deps";

export const applyEventTask = task({
  id: "apply-event",
  ...taskOptions("apply-event"),
  run: (payload: unknown) => runJob(engineDeps(), "apply-event", payload),
});
