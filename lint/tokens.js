// A stylelint rule: what a token holds is written as that token, and every token that is named is there.

import fs from "node:fs";
import path from "node:path";
import stylelint from "stylelint";
import valueParser from "postcss-value-parser";

const RULE = "verhaallijn/tokens";
const SHEETS = path.join(import.meta.dirname, "../static/css");
const TOKENS = path.join(SHEETS, "tokens.css");

// Which properties take from which tokens.
const GROUPS = [
  {
    properties: /^(margin|padding|inset)(-|$)|^(row-|column-)?gap$|^scroll-(margin|padding)/,
    tokens: "--basis-space-",
  },
  { properties: /^border-(.+-)?radius$/, tokens: "--basis-border-radius-" },
  { properties: /^font(-size)?$/, tokens: "--basis-text-font-size-" },
  { properties: /^font-weight$/, tokens: "--basis-text-font-weight-" },
];

// As they are by default: the first time that tokens.css names them.
const tokens = new Map(declaredIn(TOKENS).reverse());
// What one sheet declares another may use: the colour of a code, the edge of the page.
const declared = new Set(sheets().flatMap((sheet) => declaredIn(sheet).map(([name]) => name)));

function sheets() {
  const inside = fs.readdirSync(SHEETS, { recursive: true });
  return inside.filter((name) => name.endsWith(".css")).map((name) => path.join(SHEETS, name));
}

function declaredIn(sheet) {
  return [...fs.readFileSync(sheet, "utf8").matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [
    name,
    value,
  ]);
}

function tokenFor(property, value) {
  const { tokens: beginning } = GROUPS.find(({ properties }) => properties.test(property)) ?? {};
  return beginning && [...tokens].find(([name, held]) => name.startsWith(beginning) && held === value)?.[0];
}

// The value with tokens in it, and which took the place of what.
function withTokens({ prop, value }) {
  const parsed = valueParser(value);
  const replaced = [];
  for (const node of parsed.nodes) {
    if (node.type !== "word") continue;
    const size = node.value.replace(/^-/, "");
    const token = tokenFor(prop, size);
    if (!token) continue;
    replaced.push([node.value, token]);
    node.value = size === node.value ? `var(${token})` : `calc(-1 * var(${token}))`;
  }
  return { text: parsed.toString(), replaced };
}

function unknownIn(value) {
  return [...value.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name).filter((name) => !declared.has(name));
}

// `sizeOfType: false`: on pages where the tokens of type hold something else (.airy).
function rule(isOn, { sizeOfType = true } = {}) {
  return (root, result) => {
    if (!isOn) return;
    root.walkDecls((declaration) => {
      const report = (message, fix) =>
        stylelint.utils.report({ ruleName: RULE, result, node: declaration, message: `${message} (${RULE})`, fix });
      for (const name of unknownIn(declaration.value)) report(`There is no ${name}`);
      if (!sizeOfType && /^font(-size)?$/.test(declaration.prop)) return;
      const { text, replaced } = withTokens(declaration);
      for (const [value, token] of replaced) {
        report(`Write var(${token}) for ${value}`, () => {
          declaration.value = text;
        });
      }
    });
  };
}

rule.ruleName = RULE;
rule.messages = {};
rule.meta = { fixable: true };

export default stylelint.createPlugin(RULE, rule);
