import { importing } from "./scenarios/import";
import { lists } from "./scenarios/lists";
import { people } from "./scenarios/people";
import { settings } from "./scenarios/settings";
import { wholeStory } from "./scenarios/whole-story";
import { withApp } from "./with-app";

withApp("people", wholeStory, people, importing, settings, lists);
