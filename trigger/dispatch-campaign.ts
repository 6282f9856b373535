import { task } from "@trigger.dev/sdk";
import { runJob } from "@/lib/jobs/catalogue";
import { taskOptions } from "@/lib/jobs/task-options";
import { engineDeps } from "@/lib/server/deps";

export const dispatchCampaignTask = task({
  id: "dispatch-campaign",
  ...taskOptions("dispatch-campaign"),
  run: (payload: unknown) => runJob(engineDeps(), "dispatch-campaign", payload),
});
