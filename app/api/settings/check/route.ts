import { checkSetup } from "@/lib/actions/check-setup";
import { AppError } from "@/lib/core/errors";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { slidingWindow } from "@/lib/server/rate-limit";
import { respond } from "@/lib/server/respond";

/** Each look asks the provider: pages that are opened in a row must not become a flood there. */
const perAccount = slidingWindow({ tries: 20, windowMs: 60_000 }, () => new Date());

/** Whether everything is there for a real call, found out now. */
export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    if (!perAccount.take(deps.accountId)) throw new AppError("too_many_requests");
    return checkSetup(deps);
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
