// On every page of somebody at work, before anything is put back: what is stored by now, or somebody else's, goes.

import { forgetStored } from "./lib/kept.js";

const { person, stored } = document.documentElement.dataset;
forgetStored(person, (stored ?? "").split(" ").filter(Boolean));
