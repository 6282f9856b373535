import { addConsent } from "@/lib/actions/add-consent";
import { readCustomer } from "@/lib/actions/read-customer";
import { NewConsent } from "@/lib/core/customers";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    return { rows: (await readCustomer(deps, { id: await idOf(context) })).consents };
  });

export const POST = (request: Request, context: IdContext): Promise<Response> =>
  respond(
    request,
    async () => {
      const deps = await userDeps();
      return addConsent(deps, { id: await idOf(context), consent: await readJson(request, NewConsent) });
    },
    { status: 201 },
  );

export const { DELETE, PATCH, PUT, OPTIONS } = otherMethods("GET", "POST");
