// Loaded first into every process that local mode starts: when the one that started it is gone, even by a kill, the pipe between
// them closes, and this one ends too. No worker is left behind that calls on.
process.stdin.on("error", () => process.exit(0));
process.stdin.on("close", () => process.exit(0));
process.stdin.resume();
process.stdin.unref?.();
