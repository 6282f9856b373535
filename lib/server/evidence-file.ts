import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Evidence } from "@/lib/core/evidence";
import { evidenceMoment } from "@/lib/core/evidence-blocks";
import { evidenceText, evidenceTitle } from "@/lib/core/evidence-text";
import type { Fonts } from "@/lib/pdf/draw-blocks";

let fonts: Promise<Fonts> | undefined;

// From the folder that the server runs in: so the build finds them, and takes them along.
async function readFonts(): Promise<Fonts> {
  const folder = join(process.cwd(), "data/fonts");
  const [regular, semibold] = await Promise.all([
    readFile(join(folder, "inter-regular.ttf")),
    readFile(join(folder, "inter-semibold.ttf")),
  ]);
  return { regular, semibold };
}

/** The answer that a browser keeps as a file; its name tells the customer's id and nothing else. */
export async function evidenceFile(evidence: Evidence, format: "json" | "pdf"): Promise<Response> {
  const headers = {
    "content-type": format === "pdf" ? "application/pdf" : "application/json; charset=utf-8",
    "content-disposition": `attachment; filename="contact-record-${evidence.customer.id.slice(0, 8)}.${format}"`,
  };
  const body = format === "pdf" ? Buffer.from(await evidencePdf(evidence)) : `${JSON.stringify(evidence, null, 2)}\n`;
  return new Response(body, { headers });
}

/** The evidence as a file to print and to read. */
export async function evidencePdf(evidence: Evidence): Promise<Uint8Array> {
  fonts ??= readFonts();
  // Loaded with the first file: no other request needs it.
  const { drawBlocks } = await import("@/lib/pdf/draw-blocks");
  const title = evidenceTitle(evidence);
  return drawBlocks(
    {
      title,
      author: evidence.business?.name ?? "Rekindle",
      at: new Date(evidence.generated_at),
      foot: `${title} · prepared ${evidenceMoment(evidence.time_zone)(evidence.generated_at)}`,
      blocks: evidenceText(evidence),
    },
    await fonts,
  );
}
