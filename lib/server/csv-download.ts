/** A file that is written while it is sent. What goes wrong before its first line is thrown; later it breaks the download
 *  off, so that no half file passes for a whole one. @param name of the file, plain ASCII. */
export async function csvDownload(lines: AsyncGenerator<string>, name: string): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await lines.next();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (!first.done) controller.enqueue(encoder.encode(first.value));
    },
    async pull(controller) {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  const headers = {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
  };
  return new Response(body, { headers });
}
