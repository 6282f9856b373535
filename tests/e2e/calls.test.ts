import { analytics } from "./scenarios/analytics";
import { calls } from "./scenarios/calls";
import { withApp } from "./with-app";

withApp("calls", analytics, calls);
