import { audienceOptions } from "@/lib/actions/preview-audience";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";

export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => audienceOptions(await userDeps()));

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
