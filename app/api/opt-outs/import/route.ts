import { importOptOuts, MAX_LIST_BYTES } from "@/lib/actions/import-opt-outs";
import { OptOutImport } from "@/lib/core/opt-outs";
import { userDeps } from "@/lib/server/deps";
import { throughUpload } from "@/lib/server/import-upload";
import { ndjson } from "@/lib/server/ndjson";
import { otherMethods } from "@/lib/server/other-methods";
import { respond } from "@/lib/server/respond";
import { openUpload } from "@/lib/server/upload";

/** Hosts that limit a request's time allow this many seconds. */
export const maxDuration = 300;

/** Reads the list of a form. Answers line by line while it reads, with its progress and in the end the report. */
export const POST = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const deps = await userDeps();
    const upload = await openUpload(request, MAX_LIST_BYTES);
    try {
      const options = OptOutImport.parse(upload.fields);
      return await ndjson(throughUpload(upload, importOptOuts(deps, upload.file, options)));
    } catch (error) {
      upload.close();
      throw error;
    }
  });

export const { DELETE, GET, PATCH, PUT, OPTIONS } = otherMethods("POST");
