import type { EngineDeps } from "@/lib/actions/deps";
import type { JobInput, JobName, Jobs } from "@/lib/core/jobs";
import { runJob } from "@/lib/jobs/catalogue";

export interface WaitingJob {
  name: JobName;
  input: JobInput<JobName>;
  key: string | undefined;
  delayMs: number | undefined;
}

export interface RecordingJobs extends Jobs {
  /** What was handed over and not yet run. */
  waiting: WaitingJob[];
  named(name: JobName): WaitingJob[];
  /** Runs what waits, and what that hands over, except for delayed jobs, which it forgets. @returns how many ran. */
  work(): Promise<number>;
  clear(): void;
  /** While true a job can't be handed over. */
  broken: boolean;
}

/** A queue whose jobs run when the test says so. */
export function recordingJobs(deps: () => EngineDeps): RecordingJobs {
  const jobs: RecordingJobs = {
    waiting: [],
    broken: false,
    async enqueue(name, input, { key, delayMs } = {}) {
      if (jobs.broken) throw new Error("the queue can't be reached");
      if (key) jobs.waiting = jobs.waiting.filter((job) => job.key !== key);
      jobs.waiting.push({ name, input, key, delayMs });
    },
    named: (name) => jobs.waiting.filter((job) => job.name === name),
    async work() {
      let ran = 0;
      for (let job = jobs.waiting.shift(); job; job = jobs.waiting.shift()) {
        if (job.delayMs) continue;
        ran++;
        await runJob(deps(), job.name, job.input);
      }
      return ran;
    },
    clear() {
      jobs.waiting = [];
    },
  };
  return jobs;
}
