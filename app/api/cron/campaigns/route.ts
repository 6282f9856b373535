import { runSweep } from "@/lib/actions/run-sweep";
import { AppError } from "@/lib/core/errors";
import { hasBearer } from "@/lib/server/bearer";
import { engineDeps } from "@/lib/server/deps";
import { serverEnv } from "@/lib/server/env";
import { respond } from "@/lib/server/respond";

export const GET = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      if (!hasBearer(request, serverEnv().cronSecret)) throw new AppError("cron_not_authorised");
      return runSweep(engineDeps());
    },
    { from: "anywhere" },
  );
