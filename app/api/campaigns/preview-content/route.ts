import { previewContent } from "@/lib/actions/preview-content";
import { PreviewContent } from "@/lib/core/content-preview";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => previewContent(await userDeps(), await readJson(request, PreviewContent)));

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
