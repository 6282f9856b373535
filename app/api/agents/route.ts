import { addAgent, viewOf } from "@/lib/actions/save-agent";
import { CreateAgent } from "@/lib/core/settings";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { data, accountId } = await userDeps();
    return { rows: (await data.accounts.agents(accountId)).map(viewOf) };
  });

export const POST = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      const deps = await userDeps();
      return addAgent(deps, await readJson(request, CreateAgent));
    },
    { status: 201 },
  );

export const { DELETE, PATCH, PUT, OPTIONS } = otherMethods("GET", "POST");
