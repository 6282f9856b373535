import { task } from "@trigger.dev/sdk";
import { runJob } from "@/lib/jobs/catalogue";
import { taskOptions } from "@/lib/jobs/task-options";
import { engineDeps } from "@/lib/server/deps";

export const contactMessagesTask = task({
  id: "contact-messages",
  ...taskOptions("contact-messages"),
  run: (payload: unknown) => runJob(engineDeps(), "contact-messages", payload),
});
