import { readTimeline } from "@/lib/actions/read-customer";
import { TimelineQuery } from "@/lib/core/customers";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return readTimeline(deps, { id: await idOf(context), query: readQuery(request, TimelineQuery) });
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
