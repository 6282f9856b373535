import { content } from "./scenarios/content";
import { sequence } from "./scenarios/sequence";
import { wizard } from "./scenarios/wizard";
import { withApp } from "./with-app";

withApp("writing", wizard, content, sequence);
