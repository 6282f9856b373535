/** Which turn is spoken at a moment of the recording: the last that began by then; null before the first.
 *  @param turns in their order; `seconds` count from the start */
export function turnAt(turns: readonly { seconds: number }[], seconds: number): number | null {
  const at = turns.findLastIndex((turn) => turn.seconds <= seconds + 0.05);
  return at === -1 ? null : at;
}
