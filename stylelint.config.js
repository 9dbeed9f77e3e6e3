/** @type {import("stylelint").Config} */
export default {
  extends: "stylelint-config-standard",
  plugins: ["./lint/tokens.js"],
  reportDescriptionlessDisables: true,
  reportInvalidScopeDisables: true,
  reportNeedlessDisables: true,
  rules: {
    "verhaallijn/tokens": true,

    // Colours come from the tokens: an organisation's theme replaces those and nothing else.
    "color-named": "never",
    "color-no-hex": true,
    "function-disallowed-list": ["/^(rgb|hsl)a?$/", "hwb", "lab", "lch", "oklab", "oklch", "color"],

    "value-keyword-case": ["lower", { ignoreKeywords: ["Georgia"] }],
    // Safari knows these by no other name.
    "property-no-vendor-prefix": [
      true,
      { ignoreProperties: ["-webkit-text-size-adjust", "-webkit-box-decoration-break"] },
    ],

    "declaration-no-important": true,
    "selector-max-id": 0,
    // Logical names only: inline-size, margin-block-start.
    "property-disallowed-list": [
      "/^(min-|max-)?(width|height)$/",
      "/^(margin|padding|border)-(top|right|bottom|left)/",
      "/^(top|right|bottom|left)$/",
    ],

    // Council members read on old tablets, which do not know ranges.
    "media-feature-range-notation": "prefix",
    // Rules that belong together stand together, and groups apart.
    "rule-empty-line-before": null,
    "at-rule-empty-line-before": null,
    "comment-empty-line-before": null,
    "declaration-empty-line-before": null,
    "custom-property-empty-line-before": null,
    // The order of a sheet is that of the screen.
    "no-descending-specificity": null,
  },
  overrides: [
    {
      files: ["static/css/tokens.css"],
      rules: { "verhaallijn/tokens": null, "color-no-hex": null, "function-disallowed-list": null },
    },
    {
      files: ["static/css/{public,reading}/**/*.css"],
      rules: { "verhaallijn/tokens": [true, { sizeOfType: false }] },
    },
  ],
};
