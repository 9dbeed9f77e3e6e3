// On every page of somebody at work, before anything is put back: what is stored by now, or somebody else's, goes.

import { forgetShown, forgetStored } from "./lib/kept.js";
import { takeStored } from "./lib/stored-marks.js";

function forget() {
  takeStored((told) => forgetStored(document.documentElement.dataset.person, told));
  forgetShown();
}

forget();
// A page that the browser had laid aside is there again without running its scripts.
addEventListener("pageshow", ({ persisted }) => persisted && forget());
