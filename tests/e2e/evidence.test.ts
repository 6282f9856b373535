import { evidence } from "./scenarios/evidence";
import { withApp } from "./with-app";

withApp("evidence", evidence);
