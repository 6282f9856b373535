import { optOut } from "./scenarios/opt-out";
import { replies } from "./scenarios/replies";
import { withApp } from "./with-app";

withApp("h8", replies, optOut);
