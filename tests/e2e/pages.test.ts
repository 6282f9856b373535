import { accessibility } from "./scenarios/accessibility";
import { withApp } from "./with-app";

withApp("pages", accessibility);
