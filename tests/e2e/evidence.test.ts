import { evidence } from "./scenarios/evidence";
import { exceptions } from "./scenarios/exceptions";
import { withApp } from "./with-app";

withApp("evidence", evidence, exceptions);
