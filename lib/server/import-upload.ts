import type { UserDeps } from "@/lib/actions/deps";
import type { ImportInput } from "@/lib/actions/import-leads";
import { MAX_IMPORT_BYTES } from "@/lib/core/leads/import-limits";
import { ImportOptions } from "@/lib/core/leads/import-options";
import { userDeps } from "./deps";
import { openUpload, type Upload } from "./upload";

export interface ImportUpload {
  deps: UserDeps;
  input: ImportInput;
  upload: Upload;
}

/** Opens the form of an import for whoever is signed in, up to the file's first byte.
 *  @param maxBytes of the file. @throws AppError not_signed_in, or as `openUpload`; ZodError for its fields */
export async function openImport(request: Request, maxBytes = MAX_IMPORT_BYTES): Promise<ImportUpload> {
  const deps = await userDeps();
  const upload = await openUpload(request, maxBytes);
  try {
    const { agent_id, default_country, file_name, mapping, rows } = ImportOptions.parse(upload.fields);
    const input = {
      userId: deps.accountId,
      actorId: deps.user.id,
      agentId: agent_id,
      defaultCountry: default_country,
      fileName: file_name,
      rows,
      mapping,
      source: upload.file,
    };
    return { deps, input, upload };
  } catch (error) {
    upload.close();
    throw error;
  }
}

/** Does something with an upload and sees that it is read to its end, or given up when it fails or nobody listens any more. */
export async function* throughUpload<Step, End>(
  upload: Upload,
  steps: AsyncGenerator<Step, End>,
): AsyncGenerator<Step, End> {
  let isRead = false;
  try {
    const end = yield* steps;
    await upload.done;
    isRead = true;
    return end;
  } finally {
    if (!isRead) upload.close();
  }
}
