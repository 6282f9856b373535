import { captureConsent, withdrawConsents } from "@/lib/actions/capture-consent";
import { CaptureConsent, WithdrawConsents } from "@/lib/core/capture";
import { askingOf, hasApiKey } from "@/lib/server/api-key";
import { engineDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readJson } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

const from = (request: Request) => ({ from: hasApiKey(request) ? "anywhere" : "own-pages" }) as const;

/** What a customer agreed to. 201 when it is new, 200 when it was there. */
export const POST = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      const asking = await askingOf(request);
      const recorded = await captureConsent(engineDeps(), asking, await readJson(request, CaptureConsent));
      return Response.json(recorded, { status: recorded.is_new ? 201 : 200 });
    },
    from(request),
  );

/** Takes agreements back. */
export const DELETE = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => withdrawConsents(engineDeps(), await askingOf(request), await readJson(request, WithdrawConsents)),
    from(request),
  );

export const { GET, PATCH, PUT, OPTIONS } = otherMethods("POST", "DELETE");
