import { reviewCalls } from "@/lib/actions/review-calls";
import { ReviewCalls } from "@/lib/core/calls";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => reviewCalls(await userDeps(), await readJson(request, ReviewCalls)));

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
