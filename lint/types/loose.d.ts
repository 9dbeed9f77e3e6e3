// For scripts that are not strictly typed yet: what is found on a page may be any element, and what happens any event.

interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}

interface Document {
  readonly activeElement: any;
  getElementById(id: string): any;
}

interface Element {
  closest(selectors: string): any;
}

interface EventTarget {
  closest(selectors: string): any;
}

interface Event {
  readonly detail: any;
}
