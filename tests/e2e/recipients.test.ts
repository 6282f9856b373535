import { recipients } from "./scenarios/recipients";
import { withApp } from "./with-app";

withApp("recipients", recipients);
