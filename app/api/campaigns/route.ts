import { createCampaign } from "@/lib/actions/create-campaign";
import { CampaignQuery, CreateCampaign } from "@/lib/core/campaign";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson, readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const query = readQuery(request, CampaignQuery);
    return {
      ...(await deps.data.campaigns.list({ ...query, accountId: deps.accountId })),
      limit: query.limit,
      offset: query.offset,
    };
  });

export const POST = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      const deps = await userDeps();
      return createCampaign(deps, await readJson(request, CreateCampaign));
    },
    { status: 201 },
  );

export const { DELETE, PATCH, PUT, OPTIONS } = otherMethods("GET", "POST");
