import { exportEvidence } from "@/lib/actions/export-evidence";
import { EvidenceQuery } from "@/lib/core/evidence";
import { userDeps } from "@/lib/server/deps";
import { evidenceFile } from "@/lib/server/evidence-file";
import { takeExport } from "@/lib/server/export-limit";
import { otherMethods } from "@/lib/server/other-methods";
import { readQuery } from "@/lib/server/read-request";
import { respond } from "@/lib/server/respond";
import { type IdContext, idOf } from "../../../params";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 60;

export const GET = (request: Request, context: IdContext): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const { format } = readQuery(request, EvidenceQuery);
    const id = await idOf(context);
    takeExport(deps.user.id);
    return evidenceFile(await exportEvidence(deps, { id, format }), format);
  });

export const { DELETE, PATCH, POST, PUT, OPTIONS } = otherMethods("GET");
