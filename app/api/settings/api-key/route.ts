import { makeApiKey, removeApiKey } from "@/lib/server/api-key";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";

/** A new key in place of the one before: this answer is the only one that shows it. */
export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => makeApiKey(await userDeps()), { status: 201 });

export const DELETE = (request: Request): Promise<Response> =>
  respond(request, async () => removeApiKey(await userDeps()));

export const { GET, PATCH, PUT, OPTIONS } = otherMethods("POST", "DELETE");
