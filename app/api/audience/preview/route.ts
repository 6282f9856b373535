import { previewAudience } from "@/lib/actions/preview-audience";
import { AudienceQuery } from "@/lib/core/audience";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return previewAudience(deps, await readJson(request, AudienceQuery));
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
