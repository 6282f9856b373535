import { content } from "./scenarios/content";
import { withApp } from "./with-app";

withApp("content", content);
