import { settings } from "./scenarios/settings";
import { withApp } from "./with-app";

withApp("settings", settings);
