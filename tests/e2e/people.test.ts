import { people } from "./scenarios/people";
import { withApp } from "./with-app";

withApp("people", people);
