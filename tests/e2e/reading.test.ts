import { analytics } from "./scenarios/analytics";
import { calls } from "./scenarios/calls";
import { optOut } from "./scenarios/opt-out";
import { recipients } from "./scenarios/recipients";
import { replies } from "./scenarios/replies";
import { withApp } from "./with-app";

// First those who are all called: a sequence whose figures are looked at later holds some of them out.
withApp("reading", recipients, analytics, calls, replies, optOut);
