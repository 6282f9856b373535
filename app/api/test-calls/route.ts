import { startTestCall } from "@/lib/actions/start-test-call";
import { StartTestCall } from "@/lib/core/test-call";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

/** What a test call begins with. */
export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { data, accountId } = await userDeps();
    return { callback_number: (await data.accounts.settings(accountId))?.callback_number ?? null };
  });

export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => startTestCall(await userDeps(), await readJson(request, StartTestCall)), {
    status: 201,
  });

export const { DELETE, PATCH, PUT, OPTIONS } = otherMethods("GET", "POST");
