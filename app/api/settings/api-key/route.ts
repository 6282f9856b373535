import { z } from "zod";
import { makeApiKey, removeApiKey } from "@/lib/server/api-key";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

const Replacing = z.strictObject({ replaces: z.string().max(20).optional() });

/** A new key in place of the one before (`?replaces=` how it begins): this answer is the only one that shows it. */
export const POST = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      const deps = await userDeps();
      return makeApiKey(deps, readQuery(request, Replacing).replaces ?? null);
    },
    { status: 201 },
  );

export const DELETE = (request: Request): Promise<Response> =>
  respond(request, async () => removeApiKey(await userDeps()));

export const { GET, PATCH, PUT, OPTIONS } = otherMethods("POST", "DELETE");
