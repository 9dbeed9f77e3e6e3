import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { emptyStorage, serve } from "./browser.js";
import { Outbox } from "../../static/js/coding/outbox.js";

const CODE = { kind: "code", path: "segments", body: { start: 0, end: 3 }, made: -1 };
const UNCODE = { kind: "uncode", path: "segments/{}/weg", subject: 11 };

let heard;

function outbox() {
  return new Outbox("/coderen/1", "7", {
    apply: (act) => () => heard.push(["taken away", act.kind]),
    before: async () => {},
    kept: (act, answer) => heard.push(["kept", act.kind, answer]),
    refused: (act, sentence, along) => heard.push(["refused", act.kind, sentence, along.map((one) => one.kind)]),
    found: (act) => heard.push(["found", act.kind]),
    idOf: ({ segment }) => segment,
  });
}

const left = () => Object.keys(localStorage);

beforeEach(() => {
  heard = [];
  emptyStorage();
  mock.timers.enable({ apis: ["setTimeout"] }); // nothing is tried again by itself
});

afterEach(() => mock.timers.reset());

test("what is done goes to the server in order, one by one, and nothing stays behind", async () => {
  const asked = serve({ segment: 11 }, {});
  const box = outbox();
  box.add({ ...CODE });
  box.add({ ...UNCODE });
  await box.settled();
  const addresses = asked.map(([address]) => address);
  assert.deepEqual(addresses, ["/coderen/1/segments", "/coderen/1/segments/11/weg"]);
  const kept = heard.map(([what, kind]) => `${what} ${kind}`);
  assert.deepEqual(kept, ["kept code", "kept uncode"]);
  assert.deepEqual(left(), []);
});

test("what is done with a segment that was made here is sent with the number the server gave it", async () => {
  const asked = serve({ segment: 15 }, {});
  const box = outbox();
  box.add({ ...CODE });
  box.add({ kind: "feel", path: "segments/{}/gevoel", subject: -1 });
  await box.settled();
  assert.equal(asked[1][0], "/coderen/1/segments/15/gevoel");
});

test("without connection it waits, lies in the browser, and goes when the connection is back", async () => {
  serve("no connection");
  const box = outbox();
  box.add({ ...CODE });
  await assert.rejects(box.settled());
  assert.equal(left().length, 1);
  const asked = serve({ segment: 11 });
  dispatchEvent(new Event("online"));
  await box.tries.running;
  assert.equal(asked.length, 1);
  assert.deepEqual(left(), []);
});

test("trying again takes longer every time, and starts over once it worked", async () => {
  serve("no connection", "no connection", { segment: 11 });
  const box = outbox();
  box.add({ ...CODE });
  await box.tries.running;
  assert.equal(box.tries.wait, 4000);
  await box.send();
  assert.equal(box.tries.wait, 8000);
  await box.send();
  assert.equal(box.tries.wait, 2000);
});

test("what the server refuses goes from the screen, with what was done to it since", async () => {
  serve({ status: 422, error: "Die code is er niet meer." });
  const box = outbox();
  box.add({ ...CODE });
  box.add({ kind: "memo", path: "memos", body: {}, segment: -1, made: -2 });
  box.add({ kind: "feel", path: "segments/{}/gevoel", subject: -1 });
  await box.settled();
  assert.deepEqual(heard.at(-1), ["refused", "code", "Die code is er niet meer.", ["memo", "feel"]]);
  assert.deepEqual(heard[0], ["taken away", "code"]);
});

test("a removal of which the answer got lost is found done at the next try", async () => {
  serve("no connection", { status: 404, error: "Dat is er niet." });
  const box = outbox();
  box.add({ ...UNCODE });
  await box.tries.running;
  await box.send();
  assert.deepEqual(heard, [["found", "uncode"]]);
});

test("a removal that is refused at the first try was never done here", async () => {
  serve({ status: 404, error: "Dat is er niet." });
  const box = outbox();
  box.add({ ...UNCODE });
  await box.settled();
  assert.deepEqual(heard.at(-1), ["refused", "uncode", "Dat is er niet.", []]);
});

test("the last act can be taken back until it is being sent", async () => {
  serve("no connection");
  const box = outbox();
  box.add({ ...CODE });
  await box.tries.running;
  assert.equal(box.cancelLast().kind, "code");
  assert.equal(box.cancelLast(), null);
  assert.deepEqual(heard, [["taken away", "code"]]);
  assert.deepEqual(left(), []);
});

test("the next page sends what an earlier one could not, and each person only their own", async () => {
  serve("no connection");
  const gone = outbox();
  gone.add({ ...UNCODE });
  await gone.tries.running;
  localStorage.setItem("verhaallijn:unsent:8:/coderen/1:x", JSON.stringify([UNCODE]));
  const asked = serve({});
  const next = outbox();
  next.resume();
  await next.settled();
  assert.equal(asked.length, 1);
  assert.deepEqual(left(), ["verhaallijn:unsent:8:/coderen/1:x"]);
});
