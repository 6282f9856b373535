import { content } from "./scenarios/content";
import { wizard } from "./scenarios/wizard";
import { withApp } from "./with-app";

withApp("writing", wizard, content);
