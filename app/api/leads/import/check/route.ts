import { checkImport } from "@/lib/actions/check-import";
import { openImport, throughUpload } from "@/lib/server/import-upload";
import { ndjson } from "@/lib/server/ndjson";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 300;

/** Reads the file of a form to its end as an import does, stores nothing, and tells its progress and what an import would do. */
export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const { deps, input, upload } = await openImport(request);
    return ndjson(throughUpload(upload, checkImport(deps, input)));
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
