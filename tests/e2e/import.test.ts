import { importing } from "./scenarios/import";
import { withApp } from "./with-app";

withApp("import", importing);
