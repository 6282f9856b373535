import { analytics } from "./scenarios/analytics";
import { calls } from "./scenarios/calls";
import { consent } from "./scenarios/consent";
import { optOut } from "./scenarios/opt-out";
import { recipients } from "./scenarios/recipients";
import { replies } from "./scenarios/replies";
import { withApp } from "./with-app";

// First the salon's own customers alone: the scenarios after it bring theirs along.
withApp("reading", recipients, analytics, calls, replies, optOut, consent);
