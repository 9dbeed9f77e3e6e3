// What else a page has: htmx, from static/vendor.

interface Window {
  htmx: {
    config: Record<string, unknown>;
    process(element: Element): void;
    ajax(verb: string, address: string, options: Record<string, unknown>): Promise<void>;
  };
}
