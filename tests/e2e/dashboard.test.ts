import { api } from "./scenarios/api";
import { campaigns } from "./scenarios/campaigns";
import { signingIn } from "./scenarios/signing-in";
import { trouble } from "./scenarios/trouble";
import { withApp } from "./with-app";

withApp("dashboard", signingIn, campaigns, api, trouble);
