const RATE = 8_000;
const MAX_SECONDS = 180;

/** A small real WAV file (8 kHz, 8 bit): a soft tone for each utterance, lower for the assistant, so that players have
 *  something to play. `channels` 2 puts the customer left and the assistant right. */
export function makeRecording(
  turns: readonly { role: string; secondsFromStart: number; duration: number }[],
  channels: 1 | 2,
): Buffer {
  const spoken = turns.filter((turn) => turn.duration > 0);
  const whole = Math.max(1, ...spoken.map((turn) => turn.secondsFromStart + turn.duration));
  const seconds = Math.min(MAX_SECONDS, whole);
  const frames = Math.round(seconds * RATE);
  const data = Buffer.alloc(frames * channels, 128);
  for (const turn of spoken) {
    const isAssistant = turn.role === "bot";
    // A very long call is squeezed into them, so that the rhythm of the conversation stays.
    const start = Math.floor((turn.secondsFromStart / whole) * frames);
    const end = Math.min(frames, Math.floor(((turn.secondsFromStart + turn.duration) / whole) * frames));
    const step = (2 * Math.PI * (isAssistant ? 220 : 330)) / RATE;
    const channel = channels === 2 && isAssistant ? 1 : 0;
    for (let frame = start; frame < end; frame++) {
      const envelope = 0.6 + 0.4 * Math.sin((frame / RATE) * 18);
      data[frame * channels + channel] = 128 + Math.round(30 * envelope * Math.sin(frame * step));
    }
  }
  return Buffer.concat([wavHeader(data.length, channels), data]);
}

function wavHeader(dataBytes: number, channels: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * channels, 28);
  header.writeUInt16LE(channels, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
