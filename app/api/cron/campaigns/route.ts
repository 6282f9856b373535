import { applyRetention } from "@/lib/actions/apply-retention";
import { runSweep } from "@/lib/actions/run-sweep";
import { AppError } from "@/lib/core/errors";
import { hasBearer } from "@/lib/server/bearer";
import { cronDeps } from "@/lib/server/deps";
import { serverEnv } from "@/lib/server/env";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";

export const GET = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      const { cronSecret } = serverEnv();
      if (!cronSecret || !hasBearer(request, cronSecret)) throw new AppError("cron_not_authorised");
      const deps = cronDeps();
      const swept = await runSweep(deps);
      // Has nothing to do but once a day; hosts with an engine have a job for it as well.
      return { ...swept, retention: await applyRetention(deps) };
    },
    { from: "anywhere" },
  );

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
