import { task } from "@trigger.dev/sdk";
import { runJob } from "@/lib/jobs/catalogue";
import { taskOptions } from "@/lib/jobs/task-options";
import { engineDeps } from "@/lib/server/deps";

export const applyMessageEventsTask = task({
  id: "apply-message-events",
  ...taskOptions("apply-message-events"),
  run: (payload: unknown) => runJob(engineDeps(), "apply-message-events", payload),
});
