import { AppError } from "@/lib/core/errors";

/** The code with which work is refused; null when it is not refused. @throws what is no AppError */
export async function refusal(work: Promise<unknown>): Promise<AppError | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

export const refusalCode = async (work: Promise<unknown>) => (await refusal(work))?.code ?? null;
