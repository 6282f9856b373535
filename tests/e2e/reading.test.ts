import { analytics } from "./scenarios/analytics";
import { calls } from "./scenarios/calls";
import { recipients } from "./scenarios/recipients";
import { withApp } from "./with-app";

withApp("reading", analytics, calls, recipients);
