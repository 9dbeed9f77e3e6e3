import assert from "node:assert/strict";
import { test } from "node:test";

import { serve } from "./browser.js";
import { Refusal, SignedOut, Unreachable, post, postForm, saidIn } from "../../static/js/lib/server.js";

const HTML = "<h1>Bad gateway</h1>";

function form(fields) {
  const filledIn = new FormData();
  for (const [name, value] of Object.entries(fields)) filledIn.set(name, value);
  return filledIn;
}

test("something in between that answers for the server is no answer", async () => {
  for (const status of [502, 503, 504]) {
    serve({ status, html: HTML }, { status, html: HTML });
    await assert.rejects(post("/een"), Unreachable);
    await assert.rejects(postForm("/een", form({ text: "half" })), Unreachable);
  }
});

test("no connection is no answer either", async () => {
  serve("no connection");
  await assert.rejects(postForm("/een", form({})), Unreachable);
});

test("who is led to another page, or told to sign in, is signed out", async () => {
  serve({ html: "<h1>Aanmelden</h1>", redirected: true }, { status: 401, error: "Meld je aan." });
  await assert.rejects(postForm("/een", form({})), SignedOut);
  await assert.rejects(postForm("/een", form({})), SignedOut);
});

test("a part of a page says where to sign in", async () => {
  serve({ status: 401, html: "", headers: { "HX-Redirect": "/aanmelden" } });
  await assert.rejects(postForm("/een", form({})), (error) => error.way === "/aanmelden");
});

test("what a form holds is posted as it is, by the person the page was made for", async () => {
  const asked = serve({ saved: "Bewaard" });
  const answer = await postForm("/een", form({ text: "half" }), { keepalive: true });
  assert.deepEqual(await saidIn(answer), { saved: "Bewaard" });
  const [address, body, options] = asked[0];
  assert.deepEqual([address, body, options.keepalive], ["/een", { text: "half" }, true]);
  assert.equal(options.headers["X-Person"], "7");
});

test("a refusal of a form is an answer: who asked knows what to do with it", async () => {
  serve({ status: 409, error: "Elders gewijzigd.", version: 4 });
  const answer = await postForm("/een", form({}));
  assert.equal(answer.status, 409);
  assert.deepEqual(await saidIn(answer), { error: "Elders gewijzigd.", version: 4 });
});

test("a page where words were asked for is no answer, or a refusal without a word", async () => {
  serve({ html: HTML }, { status: 500, html: HTML });
  const [portal, defect] = [await postForm("/een", form({})), await postForm("/een", form({}))];
  await assert.rejects(saidIn(portal), Unreachable);
  await assert.rejects(saidIn(defect), Refusal);
});
