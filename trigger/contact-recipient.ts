import { task } from "@trigger.dev/sdk";
import { runJob } from "@/lib/jobs/catalogue";
import { taskOptions } from "@/lib/jobs/task-options";
import { engineDeps } from "@/lib/server/deps";

export const contactRecipientTask = task({
  id: "contact-recipient",
  ...taskOptions("contact-recipient"),
  run: (payload: unknown) => runJob(engineDeps(), "contact-recipient", payload),
});
