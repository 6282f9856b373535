import { analytics } from "./scenarios/analytics";
import { calls } from "./scenarios/calls";
import { optOut } from "./scenarios/opt-out";
import { recipients } from "./scenarios/recipients";
import { replies } from "./scenarios/replies";
import { withApp } from "./with-app";

withApp("reading", analytics, calls, recipients, replies, optOut);
