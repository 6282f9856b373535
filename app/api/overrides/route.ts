import { makeOverride } from "@/lib/actions/make-override";
import { NewOverride } from "@/lib/core/overrides";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { data, accountId, now } = await userDeps();
    return data.overrides.list(accountId, now());
  });

export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => makeOverride(await userDeps(), await readJson(request, NewOverride)), { status: 201 });

export const { DELETE, PATCH, PUT, OPTIONS } = otherMethods("GET", "POST");
