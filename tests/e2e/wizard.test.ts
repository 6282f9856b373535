import { wizard } from "./scenarios/wizard";
import { withApp } from "./with-app";

withApp("wizard", wizard);
