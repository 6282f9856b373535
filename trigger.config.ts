import { defineConfig } from "@trigger.dev/sdk";

export default defineConfig({
  // The project's ref, from its settings: proj_...
  project: process.env.TRIGGER_PROJECT_REF ?? "",
  dirs: ["./trigger"],
  runtime: "node-24",
  // Seconds. A task asks the provider with a limit of 30 for each question; a sweep asks several times.
  maxDuration: 300,
});
