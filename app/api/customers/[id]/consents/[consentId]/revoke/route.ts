import { revokeConsent } from "@/lib/actions/revoke-consent";
import { Id } from "@/lib/core/campaign";
import { userDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";

interface Context {
  params: Promise<{ id: string; consentId: string }>;
}

export const POST = (request: Request, { params }: Context): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const { id, consentId } = await params;
    return revokeConsent(deps, { id: Id.parse(id), consentId: Id.parse(consentId) });
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
