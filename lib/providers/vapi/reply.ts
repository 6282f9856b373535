/** The answer to one tool call; exactly one of `result` and `error` is spoken from. */
export type ToolReply = { toolCallId: string; name: string } & ({ result: string } | { error: string });

// Vapi reads results as one line: with a line break it takes the call as failed.
const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** The body that answers a `tool-calls` webhook (HTTP 200 in every case, even for errors). */
export function toolCallReply(replies: ToolReply[]) {
  return {
    results: replies.map((reply) => ({
      name: reply.name,
      toolCallId: reply.toolCallId,
      ...("result" in reply ? { result: oneLine(reply.result) } : { error: oneLine(reply.error) }),
    })),
  };
}
