import { consent } from "./scenarios/consent";
import { withApp } from "./with-app";

withApp("consent", consent);
