import { receiveVoiceEvent } from "@/lib/actions/receive-voice-event";
import { engineDeps } from "@/lib/server/deps";
import { otherMethods } from "@/lib/server/other-methods";
import { readBody } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";

const MAX_BYTES = 5 * 1024 * 1024;

export const POST = (request: Request): Promise<Response> =>
  respond(
    request,
    async () => {
      const body = await readBody(request, MAX_BYTES);
      return receiveVoiceEvent(engineDeps(), { rawBody: body.toString("utf8"), headers: request.headers });
    },
    { from: "anywhere" },
  );

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
