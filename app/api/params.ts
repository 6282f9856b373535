import { Id } from "@/lib/core/campaign";

/** What Next.js gives the handlers under `[id]`. */
export interface IdContext {
  params: Promise<{ id: string }>;
}

/** @throws ZodError when it is no id */
export const idOf = async ({ params }: IdContext): Promise<string> => Id.parse((await params).id);
