/** What an element is made with: `part` for styles, ARIA and the like. What is undefined is left out. */
export type Attributes = Readonly<Record<string, string | undefined>>

/** Creates an element. Texts become text nodes: nothing that a server said is ever read as markup. */
export function create<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  return fill(document.createElement(tag), attributes, children)
}

/** The same for SVG. */
export function createSvg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Node[]
): SVGElementTagNameMap[Tag] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

function fill<Made extends Element>(element: Made, attributes: Attributes, children: (Node | string)[]): Made {
  for (const name of Object.keys(attributes)) {
    const value = attributes[name]
    if (value !== undefined) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

/** Tells the styles what only a script can count. A `style` attribute would be against the Content-Security-Policy of many a page. */
export function measured<Made extends HTMLElement>(element: Made, counts: Readonly<Record<string, number>>): Made {
  for (const name of Object.keys(counts)) element.style.setProperty(`--dl-${name}`, String(counts[name]))
  return element
}

/** Writes a text, unless it stands there already: a live region would be read again. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
