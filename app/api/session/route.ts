import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";

/** Who is signed in. */
export const GET = (request: Request): Promise<Response> =>
  respond(request, async () => ({ email: (await userDeps()).user.email }));

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
